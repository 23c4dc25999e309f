import { defineTool } from "./_define.ts";

/** https://django-environ.readthedocs.io */
export default defineTool({
  name: "django-environ",
  language: "python",
  loads: [
    {
      calls: ["environ.Env.read_env", "environ.Env().read_env"],
      dialect: "python",
      usual: "file",
      path: "0 env_file",
      override: "overwrite",
    },
  ],
});
