import { defineTool } from "./_define.ts";

/** https://pypi.org/project/openai: without a key, and without OPENAI_API_KEY, its clients cannot be made. */
export default defineTool({
  name: "openai-python",
  language: "python",
  packages: { pypi: "openai" },
  takes: [
    {
      calls: ["openai.OpenAI", "openai.AsyncOpenAI"],
      value: "api_key",
      usedAs: "openai",
      refuses: "nothing",
    },
  ],
});
