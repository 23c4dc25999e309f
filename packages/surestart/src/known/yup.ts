import { defineTool } from "./_define.ts";

/** https://github.com/jquense/yup */
export default defineTool({
  name: "yup",
  language: "javascript",
  schemas: {
    modules: ["yup"],
    namespaces: ["yup"],
    notation: {
      form: "chain",
      steps: {
        "required exist": { required: true, refusesEmpty: true },
        "allow empty": { mayTakeEmpty: true },
        default: { required: false, default: 0 },
        number: { as: "float" },
        "integer port": { as: "int" },
        "boolean bool": { as: "boolean" },
        "uri url": { as: "url" },
        email: { as: "email" },
        min: { least: { at: 0, only: "length" } },
        "valid equal oneOf": { choices: "arguments" },
      },
      objects: { makes: "object", extends: "keys shape append" },
      numbers: { unless: "allow empty valid equal when failover transform try alternatives concat cast" },
    },
    validates: [
      { methods: "validateSync", schema: "this", input: "0", of: "schema" },
      { methods: "validate", schema: "this", input: "0", tells: true, of: "schema" },
    ],
  },
});
