import { defineTool } from "./_define.ts";

export default defineTool({
  name: "http.server",
  language: "python",
  example: "python3 -m http.server",
  command: {
    options: { values: "host bind b, directory d, protocol p", flags: "cgi" },
    positional: "port",
  },
  server: {
    tell: { port: "{port}", host: "--bind {host}" },
    port: 8000,
    ownListener: true,
  },
});
