import { defineTool } from "./_define.ts";

/** https://www.npmjs.com/package/@libsql/client */
export default defineTool({
  name: "libsql",
  language: "javascript",
  packages: { npm: "@libsql/client" },
  takes: [
    {
      calls: ["@libsql/client.createClient", "@libsql/client/*.createClient"],
      value: "0.url",
      usedAs: "libsql",
    },
  ],
});
