import { defineTool } from "./_define.ts";

/** https://www.npmjs.com/package/envsafe: empty text is as good as missing. */
export default defineTool({
  name: "envsafe",
  language: "javascript",
  schemas: {
    modules: ["envsafe"],
    notation: {
      form: "options",
      demands: true,
      steps: {
        str: { refusesEmpty: true },
        bool: { as: "boolean", refusesEmpty: true },
        num: { as: "float", refusesEmpty: true },
        port: { as: "int", refusesEmpty: true },
        url: { as: "url", refusesEmpty: true },
        email: { as: "email", refusesEmpty: true },
        json: { as: "json", refusesEmpty: true },
      },
      other: { refusesEmpty: true },
      options: { default: "default devDefault", choices: "choices", lenient: "allowEmpty" },
    },
    validates: [{ calls: ["envsafe.envsafe"], schema: "0", of: "shape" }],
  },
});
