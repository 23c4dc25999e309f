import { defineTool } from "./_define.ts";

export default defineTool({
  name: "nest",
  language: "typescript",
  packages: { npm: "@nestjs/cli" },
  example: "nest start",
  command: {
    // It compiles, and runs what the project's main file is.
    as: "node",
    options: {
      values: "config c, path p, entryFile e, exec, sourceRoot, debug d, webpackPath",
      flags: "watch w",
    },
    serves: /^start$/,
    entry: {
      as: "script",
      unnamed: true,
      config: { file: "nest-cli.json", projects: "projects", folder: "sourceRoot", name: "entryFile" },
      files: ["src/main.ts", "src/main.js"],
    },
    reloads: { flags: "watch" },
  },
  builds: /^build$/,
  framework: { packages: ["@nestjs/core"] },
  listens: [{ modules: ["@nestjs/core"] }],
});
