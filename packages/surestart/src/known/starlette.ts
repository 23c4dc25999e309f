import { defineTool } from "./_define.ts";

/** https://www.starlette.io/config/ */
export default defineTool({
  name: "starlette",
  language: "python",
  loads: [
    {
      calls: ["starlette.config.Config"],
      dialect: "python",
      usual: "nothing",
      path: "0 env_file",
      gives: "reader",
    },
  ],
  takes: [
    { calls: ["**.SessionMiddleware"], value: "1 secret_key", usedAs: "itsdangerous", refuses: "nothing" },
  ],
  framework: {
    makes: ["starlette.applications.Starlette"],
    servedBy: {
      command: "uvicorn {module}:{attribute}",
      beside: "uvicorn --app-dir {folder} {name}:{attribute}",
    },
  },
});
