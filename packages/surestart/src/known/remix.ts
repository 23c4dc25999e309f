import { defineTool } from "./_define.ts";

/** https://v2.remix.run/docs/guides/envvars */
export default defineTool({
  name: "remix",
  language: "javascript",
  packages: { npm: "@remix-run/dev" },
  builds: /^build$/,
  convention: { unknown: true },
  framework: { packages: ["@remix-run/node"] },
});
