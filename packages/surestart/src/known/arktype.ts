import { defineTool } from "./_define.ts";

/** https://arktype.io/docs/primitives */
export default defineTool({
  name: "arktype",
  language: "javascript",
  schemas: {
    modules: ["arktype"],
    notation: {
      form: "text",
      demands: true,
      steps: {
        "string.url": { as: "url", refusesEmpty: true },
        "string.email": { as: "email", refusesEmpty: true },
        "string.json": { as: "json", refusesEmpty: true },
        "string.integer": { as: "int", refusesEmpty: true },
        "string.numeric": { as: "float", refusesEmpty: true },
        "unknown undefined": { required: false },
      },
      objects: { makes: "type" },
    },
    validates: [
      { methods: "assert from", schema: "this", input: "0", of: "schema" },
      { methods: "", schema: "this", input: "0", tells: true, of: "schema" },
    ],
  },
});
