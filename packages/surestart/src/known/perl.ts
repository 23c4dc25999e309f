import { defineTool } from "./_define.ts";

export default defineTool({
  name: "perl",
  language: "other",
  command: { options: { values: "" }, entry: { as: "file" } },
});
