import { defineTool } from "./_define.ts";

/** https://django-environ.readthedocs.io */
export default defineTool({
  name: "django-environ",
  language: "python",
  loads: [
    {
      calls: ["environ.Env.read_env", "environ.Env().read_env"],
      dialect: "django-environ",
      ownRules: { true: "parse_comments" },
      usual: "file",
      path: "0 env_file",
      override: "overwrite",
    },
  ],
  reads: [
    {
      calls: ["environ.Env()", "environ.FileAwareEnv()"],
      methods: {
        str: "text",
        bytes: "text",
        int: "int",
        float: "float",
        bool: "boolean",
        list: "text",
        tuple: "text",
        dict: "text",
        json: "json",
        url: "url",
        path: "path",
        db: "url",
        db_url: "url",
        cache: "url",
        cache_url: "url",
        email: "url",
        email_url: "url",
        search_url: "url",
        channels: "url",
        channels_url: "url",
      },
      variables: {
        db: "DATABASE_URL",
        db_url: "DATABASE_URL",
        cache: "CACHE_URL",
        cache_url: "CACHE_URL",
        email: "EMAIL_URL",
        email_url: "EMAIL_URL",
      },
      name: "0 var",
      default: "1 default",
      defaultOf: { "": "2 default", list: "2 default", tuple: "2 default", dict: "2 default" },
      cast: "1 cast",
      scheme: true,
    },
  ],
});
