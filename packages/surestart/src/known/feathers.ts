import { defineTool } from "./_define.ts";

export default defineTool({
  name: "feathers",
  language: "javascript",
  listens: [{ modules: ["@feathersjs/*"] }],
});
