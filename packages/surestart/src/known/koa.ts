import { defineTool } from "./_define.ts";

export default defineTool({
  name: "koa",
  language: "javascript",
  framework: {},
  listens: [{ modules: ["koa", "@koa/*"] }],
});
