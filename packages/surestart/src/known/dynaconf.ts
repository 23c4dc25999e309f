import { defineTool } from "./_define.ts";

/** https://www.dynaconf.com/configuration/#load_dotenv: it searches from the script upward, then from the working folder. */
export default defineTool({
  name: "dynaconf",
  language: "python",
  loads: [
    {
      calls: ["dynaconf.Dynaconf", "dynaconf.LazySettings"],
      dialect: "python",
      usual: "convention",
      only: { true: "load_dotenv" },
    },
  ],
});
