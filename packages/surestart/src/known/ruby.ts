import { defineTool } from "./_define.ts";

export default defineTool({
  name: "ruby",
  language: "other",
  command: { options: { values: "I, r, C, E" }, entry: { as: "file" } },
});
