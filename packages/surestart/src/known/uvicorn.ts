import { defineTool } from "./_define.ts";

export default defineTool({
  name: "uvicorn",
  language: "python",
  server: {
    options: {
      values: "host, port, app-dir, env-file, workers",
      flags:
        "reload, access-log, use-colors, proxy-headers, server-header, date-header, factory, version, help, reset-contextvars",
      unknown: "value",
    },
    tell: {
      port: "--port {port}",
      host: "--host {host}",
      lastWins: true,
      variables: { port: "UVICORN_PORT", host: "UVICORN_HOST" },
    },
    port: 8000,
  },
});
