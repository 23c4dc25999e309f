import { defineTool } from "./_define.ts";

/** https://pypi.org/project/python-decouple/ */
export default defineTool({
  name: "python-decouple",
  language: "python",
  loads: [
    {
      calls: ["decouple.RepositoryEnv"],
      dialect: "decouple",
      usual: "nothing",
      path: "0",
      gives: "reader",
    },
    {
      firstUses: ["decouple.config", "decouple.AutoConfig()"],
      folder: "0 search_path",
      dialect: "decouple",
      usual: "caller-up",
      before: "settings.ini",
      gives: "reader",
    },
  ],
  reads: [
    {
      calls: ["decouple.config", "decouple.Config()", "decouple.AutoConfig()"],
      name: "0 option name",
      default: "1 default",
      cast: "2 cast",
      truths: "true false 1 0 yes no on off t f y n",
      emptyIsFalse: true,
      own: true,
    },
  ],
});
