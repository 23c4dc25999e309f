import { defineTool } from "./_define.ts";

export default defineTool({
  name: "mise",
  runner: {
    reads: "tasks",
    sub: /^(run|r)$/,
    files: ["mise.toml", ".mise.toml", "mise.local.toml", ".config/mise.toml"],
    options: { values: "chdir cd C, jobs j, tool t" },
  },
  wraps: { options: { values: "chdir cd C, jobs j" }, sub: /^exec$/, skip: /@/, finds: "unseen" },
});
