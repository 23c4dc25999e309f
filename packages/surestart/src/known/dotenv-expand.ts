import { defineTool } from "./_define.ts";

/** https://www.npmjs.com/package/dotenv-expand: expands what dotenv has read, and loads by itself only where it is imported so. */
export default defineTool({
  name: "dotenv-expand",
  language: "javascript",
  loads: [
    {
      imports: ["dotenv-expand/config"],
      dialect: "dotenv-expand",
      usual: "cwd",
      path: "path",
      override: "override",
      told: "dotenv_config_",
    },
  ],
});
