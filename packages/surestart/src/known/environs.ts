import { defineTool } from "./_define.ts";

/** https://pypi.org/project/environs/ */
export default defineTool({
  name: "environs",
  language: "python",
  loads: [
    {
      calls: ["environs.Env().read_env", "environs.Env.read_env", "environs.env.read_env"],
      dialect: "python",
      usual: "caller-up",
      path: "0 path",
      upward: "recurse",
      override: "override",
    },
  ],
  reads: [
    {
      calls: ["environs.Env()", "environs.FileAwareEnv()", "environs.env"],
      methods: {
        str: "text",
        int: "int",
        float: "float",
        decimal: "float",
        bool: "boolean",
        list: "text",
        dict: "text",
        json: "json",
        url: "url",
        uuid: "text",
        log_level: "text",
        path: "path",
        enum: "enum",
        timedelta: "duration",
        date: "text",
        datetime: "text",
        time: "text",
        dj_db_url: "url",
        dj_email_url: "url",
        dj_cache_url: "url",
      },
      name: "0 name",
      default: "1 default",
      lenient: "required",
      choices: "validate",
      truths: "true false 1 0 yes no on off t f y n",
      prefix: "prefix",
      prefixed: "prefixed",
    },
  ],
});
