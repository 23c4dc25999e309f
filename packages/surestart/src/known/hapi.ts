import { defineTool } from "./_define.ts";

export default defineTool({
  name: "hapi",
  language: "javascript",
  framework: { packages: ["@hapi/hapi", "hapi"] },
  listens: [{ modules: ["@hapi/hapi"] }],
});
