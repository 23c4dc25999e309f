import { defineTool } from "./_define.ts";

/** https://env.t3.gg/docs/core */
export default defineTool({
  name: "t3-env",
  language: "javascript",
  packages: { npm: "@t3-oss/env-core" },
  schemas: {
    modules: ["@t3-oss/env-core", "@t3-oss/env-nextjs", "@t3-oss/env-nuxt"],
    validates: [
      {
        calls: ["@t3-oss/env-core.createEnv", "@t3-oss/env-nextjs.createEnv", "@t3-oss/env-nuxt.createEnv"],
        schema: ["0.server", "0.client", "0.shared"],
        of: "shape",
        fills: ["0.runtimeEnvStrict", "0.runtimeEnv", "0.experimental__runtimeEnv"],
        emptyIsMissing: "0.emptyStringAsUndefined",
      },
    ],
  },
});
