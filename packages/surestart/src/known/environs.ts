import { defineTool } from "./_define.ts";

/** https://pypi.org/project/environs/ */
export default defineTool({
  name: "environs",
  language: "python",
  loads: [
    {
      calls: ["environs.Env().read_env", "environs.Env.read_env"],
      dialect: "python",
      usual: "caller-up",
      path: "0 path",
      upward: "recurse",
      override: "override",
    },
  ],
});
