import { defineTool } from "./_define.ts";

/** https://www.npmjs.com/package/resend */
export default defineTool({
  name: "resend",
  language: "javascript",
  takes: [{ calls: ["resend.Resend"], value: "0", usedAs: "resend", refuses: "nothing" }],
});
