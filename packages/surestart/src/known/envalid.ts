import { defineTool } from "./_define.ts";

/** https://www.npmjs.com/package/envalid */
export default defineTool({
  name: "envalid",
  language: "javascript",
  schemas: {
    modules: ["envalid"],
    notation: {
      form: "options",
      demands: true,
      steps: {
        str: {},
        bool: { as: "boolean", refusesEmpty: true },
        num: { as: "float", refusesEmpty: true },
        port: { as: "int", refusesEmpty: true },
        url: { as: "url", refusesEmpty: true },
        email: { as: "email", refusesEmpty: true },
        json: { as: "json", refusesEmpty: true },
      },
      other: { refusesEmpty: true },
      options: {
        default: "default devDefault",
        inTests: "envalid.testOnly",
        choices: "choices",
        lenient: "requiredWhen",
      },
    },
    validates: [
      {
        calls: ["envalid.cleanEnv", "envalid.customCleanEnv", "envalid.testOnly"],
        schema: "1",
        input: "0",
        of: "shape",
      },
    ],
  },
});
