import { defineTool } from "./_define.ts";

/** https://neon.com/docs/serverless/serverless-driver */
export default defineTool({
  name: "neon",
  language: "javascript",
  packages: { npm: "@neondatabase/serverless" },
  takes: [
    {
      calls: ["@neondatabase/serverless.neon"],
      value: "0",
      usedAs: "postgres",
      as: "url",
      refuses: "nothing",
    },
    { calls: ["@neondatabase/serverless.Pool"], value: "0.connectionString", usedAs: "postgres", as: "url" },
  ],
});
