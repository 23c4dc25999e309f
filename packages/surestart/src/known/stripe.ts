import { defineTool } from "./_define.ts";

/** https://www.npmjs.com/package/stripe */
export default defineTool({
  name: "stripe",
  language: "javascript",
  takes: [{ calls: ["stripe", "stripe.Stripe"], value: "0", usedAs: "stripe", refuses: "nothing" }],
});
