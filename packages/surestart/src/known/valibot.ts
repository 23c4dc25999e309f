import { defineTool } from "./_define.ts";

/** https://valibot.dev/api/ */
export default defineTool({
  name: "valibot",
  language: "javascript",
  schemas: {
    modules: ["valibot"],
    namespaces: ["v"],
    notation: {
      form: "nested",
      steps: {
        "optional nullish undefinedable exactOptional fallback": { wraps: 0, required: false, default: 1 },
        nullable: { wraps: 0 },
        "any unknown union custom": { unknown: true },
        picklist: { required: true, choices: "list", closed: true },
        literal: { required: true, choices: "literal", closed: true },
        pipe: { wraps: 0, pipe: true },
        "minLength length": { least: { at: 0 } },
        nonEmpty: { refusesEmpty: true },
        url: { as: "url", refusesEmpty: true },
        email: { as: "email", refusesEmpty: true },
        "digits integer": { as: "int" },
        "decimal toNumber": { as: "float" },
        parseJson: { as: "json", refusesEmpty: true },
        transform: { becomes: { at: 0, float: /^Number$|\bNumber\(|parseFloat/, int: /parseInt/ } },
      },
      other: { required: true },
      objects: { makes: "object looseObject strictObject", partial: "partial", wraps: "pipe" },
    },
    validates: [
      {
        calls: [
          "valibot.parse",
          "valibot.parseAsync",
          "valibot.assert",
          "valibot.v.parse",
          "valibot.v.parseAsync",
          "valibot.v.assert",
        ],
        schema: "0",
        input: "1",
        of: "schema",
      },
      {
        calls: ["valibot.safeParse", "valibot.v.safeParse"],
        schema: "0",
        input: "1",
        tells: true,
        of: "schema",
      },
    ],
  },
});
