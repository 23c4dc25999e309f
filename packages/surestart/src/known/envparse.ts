import { defineTool } from "./_define.ts";

/** https://pypi.org/project/envparse/: it splits each line as a shell does, and sets what is not set yet. */
export default defineTool({
  name: "envparse",
  language: "python",
  loads: [
    {
      calls: ["envparse.env.read_envfile", "envparse.Env.read_envfile", "envparse.Env().read_envfile"],
      dialect: "python",
      ownRules: true,
      usual: "caller-up",
      path: "0 path",
    },
  ],
  reads: [
    {
      calls: ["envparse.env", "envparse.Env()"],
      methods: {
        str: "text",
        bool: "boolean",
        int: "int",
        float: "float",
        list: "text",
        tuple: "text",
        dict: "text",
        json: "json",
        url: "url",
        datetime: "text",
      },
      name: "0 var",
      default: "1 default",
      cast: "2 cast",
    },
  ],
});
