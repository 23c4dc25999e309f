import { defineTool } from "./_define.ts";

/** https://www.npmjs.com/package/env-var */
export default defineTool({
  name: "env-var",
  language: "javascript",
  schemas: {
    modules: ["env-var"],
    notation: {
      form: "chain",
      steps: {
        required: { required: true, unlessFalse: 0, refusesEmpty: true },
        default: { required: false, default: 0 },
        asEnum: { choices: "list" },
        "asInt asIntNegative asIntPositive asPortNumber": { as: "int" },
        "asFloat asFloatPositive": { as: "float" },
        "asBool asBoolStrict": { as: "boolean" },
        "asJson asJsonObject asJsonArray": { as: "json" },
        "asUrlString asUrlObject": { as: "url" },
        asEmailString: { as: "email" },
      },
      numbers: { unless: "" },
    },
    asks: { methods: { get: {} } },
  },
});
