import { defineTool } from "./_define.ts";

/** https://www.npmjs.com/package/znv */
export default defineTool({
  name: "znv",
  language: "javascript",
  schemas: { modules: ["znv"], validates: [{ calls: ["znv.parseEnv"], schema: "1", of: "shape" }] },
});
