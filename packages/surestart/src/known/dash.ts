import { defineTool } from "./_define.ts";

export default defineTool({
  name: "dash",
  language: "python",
  listens: [{ calls: ["dash.Dash().run"], port: "1 port", host: "0 host", usual: 8050 }],
});
