import { defineTool } from "./_define.ts";

export default defineTool({
  name: "bottle",
  language: "python",
  framework: { makes: ["bottle.Bottle"] },
  listens: [{ calls: ["bottle.run", "bottle.Bottle().run"], port: "port", host: "host", usual: 8080 }],
});
