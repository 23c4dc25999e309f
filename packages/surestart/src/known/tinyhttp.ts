import { defineTool } from "./_define.ts";

export default defineTool({
  name: "tinyhttp",
  language: "javascript",
  listens: [{ modules: ["@tinyhttp/app"] }],
});
