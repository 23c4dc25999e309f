import { defineTool } from "./_define.ts";

/** https://json-schema.org: as fastify's env-schema and its like read it, which make numbers and truths of texts. */
export default defineTool({
  name: "json-schema",
  language: "javascript",
  schemas: {
    notation: {
      form: "options",
      steps: {},
      options: {
        default: "default",
        choices: "enum",
        minLength: "minLength",
        as: { type: { number: "float", integer: "int", boolean: "boolean" }, format: { uri: "url" } },
      },
      numbers: { unless: "" },
    },
  },
});
