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
});
