import { defineTool } from "./_define.ts";

/** https://www.npmjs.com/package/openai */
export default defineTool({
  name: "openai",
  language: "javascript",
  takes: [{ calls: ["openai", "openai.OpenAI"], value: "0.apiKey", usedAs: "openai", refuses: "nothing" }],
  variables: ["OPENAI_"],
});
