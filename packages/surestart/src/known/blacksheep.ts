import { defineTool } from "./_define.ts";

export default defineTool({
  name: "blacksheep",
  language: "python",
  framework: { makes: ["blacksheep.Blacksheep"] },
});
