import { defineTool } from "./_define.ts";

export default defineTool({
  name: "quart",
  language: "python",
  framework: {
    makes: ["quart.Quart"],
    servedBy: { command: "hypercorn {module}:{attribute}", beside: "hypercorn {stem}.py:{attribute}" },
  },
  listens: [{ calls: ["quart.Quart().run"], port: "1 port", host: "0 host", usual: 5000 }],
});
