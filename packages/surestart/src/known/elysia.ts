import { defineTool } from "./_define.ts";

export default defineTool({
  name: "elysia",
  language: "javascript",
  listens: [{ modules: ["elysia"] }],
});
