import { defineTool } from "./_define.ts";

/** https://www.npmjs.com/package/env-schema */
export default defineTool({
  name: "env-schema",
  language: "javascript",
  schemas: {
    modules: ["env-schema"],
    validates: [{ calls: ["env-schema", "env-schema.envSchema"], schema: "0.schema", of: "json" }],
  },
});
