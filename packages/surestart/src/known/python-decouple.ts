import { defineTool } from "./_define.ts";

/** https://pypi.org/project/python-decouple/ */
export default defineTool({
  name: "python-decouple",
  language: "python",
  loads: [
    {
      calls: ["decouple.RepositoryEnv"],
      dialect: "python",
      usual: "nothing",
      path: "0",
      gives: "reader",
    },
    {
      firstUses: ["decouple.config", "decouple.AutoConfig()"],
      dialect: "python",
      usual: "caller-up",
      before: "settings.ini",
      gives: "reader",
    },
  ],
});
