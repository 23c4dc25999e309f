import { defineTool } from "./_define.ts";

/** https://typeorm.io/docs/data-source/data-source-options */
export default defineTool({
  name: "typeorm",
  called: "TypeORM",
  language: "javascript",
  migrates: {
    command: "npx typeorm migration:run",
    file: /^(?:ormconfig\.\w+|data-source\.[jt]s)$/,
  },
  takes: [{ calls: ["typeorm.DataSource"], value: "0.url", usedAs: "typeorm", as: "url" }],
  says: {
    // https://typeorm.io/docs/data-source/data-source-options: entities and migrations take globs.
    meant: [
      {
        words:
          /SyntaxError: [\s\S]*\.ts:\d+[\s\S]*typeorm[\\/]util[\\/]|\.ts:\d+\n[\s\S]*SyntaxError: [\s\S]*typeorm[\\/]util[\\/](?:ImportUtils|DirectoryExportedClassesLoader)/,
        title: "TypeORM loads TypeScript sources, and this program runs what was built of them",
        fix: 'Let entities, migrations and subscribers name what was built, as in __dirname + "/**/*.entity.js"',
      },
    ],
  },
});
