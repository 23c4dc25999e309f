import { defineTool } from "./_define.ts";

/** https://developers.cloudflare.com/workers/configuration/environment-variables/ */
export default defineTool({
  name: "wrangler",
  language: "javascript",
  convention: { unknown: true },
});
