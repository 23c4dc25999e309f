import { defineTool } from "./_define.ts";

export default defineTool({
  name: "watchmedo",
  language: "python",
  packages: { pypi: "watchdog" },
  wraps: {
    options: {
      values:
        "directory d, pattern p, patterns, ignore-pattern i, ignore-patterns, signal, kill-after, interval, timeout, command c",
    },
    sub: /^(auto-restart|shell-command)$/,
    reloads: true,
  },
});
