import { defineTool } from "./_define.ts";

export default defineTool({
  name: "http-server",
  language: "javascript",
  example: "http-server public",
  command: { options: { values: "port p, host a, c, e, P, U, S, C, K" } },
  server: {
    tell: { port: "-p {port}", host: "-a {host}", readsPort: true },
    port: 8080,
  },
});
