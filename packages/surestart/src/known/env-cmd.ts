import { defineTool } from "./_define.ts";

export default defineTool({
  name: "env-cmd",
  packages: { npm: "env-cmd" },
  wraps: {
    options: {
      values: "env-file file f, environments e, rc-file r",
      flags: "use-shell x, no-override, fallback, silent, verbose",
    },
    splits: true,
    envFiles: {
      dialect: "dotenv",
      files: [".env"],
      missing: "always a fault",
      override: { unless: "no-override" },
      unless: { options: ["environments", "rc-file"] },
      how: { named: "env-cmd -f {file}", otherwise: "env-cmd -f {file}" },
    },
  },
});
