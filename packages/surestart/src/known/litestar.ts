import { defineTool } from "./_define.ts";

export default defineTool({
  name: "litestar",
  language: "python",
  framework: { makes: ["litestar.Litestar"] },
});
