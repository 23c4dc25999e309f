import { defineTool } from "./_define.ts";

export default defineTool({
  name: "fastify",
  // Its program is of a package of its own.
  packages: { npm: "fastify-cli" },
  language: "javascript",
  framework: { packages: ["fastify", "@fastify/autoload"] },
  listens: [{ modules: ["fastify"] }],
});
