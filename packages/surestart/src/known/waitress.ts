import { defineTool } from "./_define.ts";

/** waitress/runner.py and waitress/adjustments.py of 3.0, which reads its options with getopt: https://github.com/Pylons/waitress */
export default defineTool({
  name: "waitress",
  language: "python",
  programs: ["waitress-serve", "waitress"],
  example: "waitress-serve main:app",
  command: {
    options: {
      values: "port, host, address listen, app, threads, unix-socket, url-scheme, url-prefix, ident, backlog",
    },
    entry: { as: "import" },
  },
  server: {
    tell: { port: "--port {port}", host: "--host {host}", optionsFirst: true },
    port: 8080,
    brackets: true,
    ownListener: true,
  },
  speaks: { as: "WSGI" },
  listens: [{ calls: ["waitress.serve"], port: "port", host: "host", text: "listen" }],
});
