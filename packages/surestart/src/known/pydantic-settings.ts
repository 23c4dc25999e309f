import { defineTool } from "./_define.ts";

/** https://docs.pydantic.dev/latest/concepts/pydantic_settings/#dotenv-env-support */
export default defineTool({
  name: "pydantic-settings",
  language: "python",
  loads: [
    {
      option: { inClass: "env_file", atCall: "_env_file" },
      dialect: "python",
      package: "python-dotenv",
      usual: "nothing",
      gives: "object",
    },
  ],
});
