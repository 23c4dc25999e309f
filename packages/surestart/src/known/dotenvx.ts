import { defineTool } from "./_define.ts";

/** https://dotenvx.com/docs */
export default defineTool({
  name: "dotenvx",
  language: "javascript",
  packages: { npm: "@dotenvx/dotenvx" },
  wraps: {
    options: {
      values:
        "env-file f, assign env e, env-keys-file fk, env-vault-file fv, convention, ignore, log-level l",
      flags: "overload o",
    },
    sub: /^run$/,
    envFiles: {
      dialect: "dotenvx",
      files: [".env"],
      convention: "convention",
      missing: "always a fault",
      override: "overload",
      how: { named: "dotenvx run -f {file}", otherwise: "dotenvx run" },
    },
  },
  loads: [
    {
      calls: ["@dotenvx/dotenvx.config"],
      imports: ["@dotenvx/dotenvx/config"],
      told: "dotenv_config_",
      dialect: "dotenvx",
      package: "@dotenvx/dotenvx",
      usual: "cwd",
      path: "path",
      override: "overload override",
      target: "processEnv",
    },
  ],
});
