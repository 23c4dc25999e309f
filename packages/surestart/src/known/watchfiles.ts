import { defineTool } from "./_define.ts";

export default defineTool({
  name: "watchfiles",
  language: "python",
  wraps: {
    options: {
      values: "filter, args, ignore-paths, target-type, sigint-timeout, grace-period, sigkill-timeout",
    },
    takes: "line",
    reloads: true,
  },
});
