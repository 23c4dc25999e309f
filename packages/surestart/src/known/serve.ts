import { defineTool } from "./_define.ts";

export default defineTool({
  name: "serve",
  language: "javascript",
  example: "serve public",
  command: { options: { values: "address listen l, port p, config c" } },
  server: {
    tell: { port: "-l {port}", both: "-l tcp://{address}", readsPort: true },
    port: 3000,
  },
});
