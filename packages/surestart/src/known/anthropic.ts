import { defineTool } from "./_define.ts";

/** https://www.npmjs.com/package/@anthropic-ai/sdk */
export default defineTool({
  name: "anthropic",
  language: "javascript",
  packages: { npm: "@anthropic-ai/sdk" },
  takes: [
    { calls: ["@anthropic-ai/sdk", "@anthropic-ai/sdk.Anthropic"], value: "0.apiKey", usedAs: "anthropic" },
  ],
  variables: ["ANTHROPIC_"],
});
