import { defineTool } from "./_define.ts";

export default defineTool({
  name: "asdf",
  wraps: { options: { values: "" }, sub: /^exec$/, skip: /@/, finds: "unseen" },
});
