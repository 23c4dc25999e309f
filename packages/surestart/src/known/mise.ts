import { defineTool } from "./_define.ts";

export default defineTool({
  name: "mise",
  wraps: { options: { values: "chdir cd C, jobs j" }, sub: /^exec$/, skip: /@/, finds: "unseen" },
});
