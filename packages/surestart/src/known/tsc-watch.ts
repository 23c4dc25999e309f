import { defineTool } from "./_define.ts";

export default defineTool({
  name: "tsc-watch",
  language: "typescript",
  wraps: {
    options: { values: "command onSuccess, command onFirstSuccess, project p" },
    takes: "option",
    reloads: true,
  },
  builds: true,
});
