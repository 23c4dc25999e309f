import { defineTool } from "./_define.ts";

export default defineTool({
  name: "puma",
  language: "other",
  example: "puma",
  command: {
    options: { values: "port p, address bind b, workers w, config C, environment e, threads t, dir" },
  },
  server: {
    tell: { port: "--port {port}", readsPort: true },
    title: /^puma\b/,
    port: 9292,
  },
  modes: ["RACK_ENV"],
});
