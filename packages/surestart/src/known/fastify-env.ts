import { defineTool } from "./_define.ts";

/** https://www.npmjs.com/package/@fastify/env */
export default defineTool({
  name: "@fastify/env",
  language: "javascript",
  schemas: {
    modules: ["@fastify/env"],
    validates: [{ given: { method: "register", module: "@fastify/env" }, schema: "1.schema", of: "json" }],
  },
});
