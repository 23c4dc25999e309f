import { defineTool } from "./_define.ts";

/** https://zod.dev/api */
export default defineTool({
  name: "zod",
  language: "javascript",
  schemas: {
    modules: ["zod", "zod/v4", "zod/v3", "zod/mini", "zod/v4-mini", "@hono/zod-openapi", "astro/zod", "znv"],
    namespaces: ["z"],
    notation: {
      form: "chain",
      demands: true,
      steps: {
        "url httpUrl": { as: "url", refusesEmpty: true },
        email: { as: "email", refusesEmpty: true },
        "int int32 port": { as: "int" },
        stringbool: { as: "boolean", refusesEmpty: true },
        json: { as: "json" },
        "nonempty uuid guid cuid cuid2 ulid nanoid ipv4 ipv6 ip regex datetime jwt base64 base64url startsWith endsWith includes hostname":
          { refusesEmpty: true },
        "any unknown undefined void optional nullish exactOptional": { required: false },
        "default prefault catch": { required: false, default: 0 },
        _default: { required: false, default: 1 },
        "string boolean": { coerces: true },
        number: { as: "float" },
        bigint: { as: "int" },
        "min length gt": { least: { at: 0 } },
        gte: { least: { at: 0, only: "number" } },
        positive: { least: { is: 1 } },
        "enum nativeEnum": { choices: "list", closed: true },
        literal: { choices: "literal", closed: true },
        union: { oneOf: "list" },
        or: { oneOf: "more" },
        pipe: { becomes: { at: 0 } },
        transform: { becomes: { at: 0, float: /^Number$/ } },
        preprocess: { wraps: 1, required: false },
      },
      objects: {
        makes: "object strictObject looseObject intersection",
        extends: "extend safeExtend augment",
        joins: "merge and intersection",
        partial: "partial",
        omits: "omit",
        picks: "pick",
      },
      numbers: "coerced",
    },
    validates: [
      { methods: "parse parseAsync", schema: "this", input: "0", of: "schema" },
      { methods: "safeParse safeParseAsync spa", schema: "this", input: "0", tells: true, of: "schema" },
    ],
  },
});
