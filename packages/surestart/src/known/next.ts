import { defineTool } from "./_define.ts";

/** https://nextjs.org/docs/app/guides/environment-variables */
export default defineTool({
  name: "next",
  language: "javascript",
  loads: [
    {
      calls: ["@next/env.loadEnvConfig"],
      dialect: "dotenv-expand",
      package: "@next/env",
      usual: "convention",
    },
  ],
});
