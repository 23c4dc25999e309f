import { defineTool } from "./_define.ts";

/** https://www.starlette.io/config/ */
export default defineTool({
  name: "starlette",
  language: "python",
  loads: [
    {
      calls: ["starlette.config.Config"],
      dialect: "starlette",
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
      beside: "uvicorn --app-dir {folder} {module}:{attribute}",
    },
  },
  reads: [
    {
      calls: ["starlette.config.Config()"],
      name: "0 key",
      default: "2 default",
      cast: "1 cast",
      truths: "true false 1 0",
      own: true,
      prefix: "env_prefix",
    },
  ],
  converts: [{ calls: ["starlette.datastructures.URL"], as: "url" }],
});
