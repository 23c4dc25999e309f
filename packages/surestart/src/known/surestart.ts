import { defineTool } from "./_define.ts";

/** This package itself: `loadEnv` of surestart/env. */
export default defineTool({
  name: "surestart",
  language: "javascript",
  loads: [
    { calls: ["surestart/env.loadEnv"], dialect: "node", usual: "cwd", path: "files", override: "override" },
  ],
  listens: [{ calls: ["surestart/serve.serve"], options: { at: 0 }, shown: "serve" }],
  schemas: {
    modules: ["surestart/env"],
    validates: [{ calls: ["surestart/env.loadEnv"], schema: "0.schema", of: "schema" }],
  },
});
