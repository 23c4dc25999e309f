import { defineTool } from "./_define.ts";

export default defineTool({
  name: "daphne",
  language: "python",
  example: "daphne main:app",
  command: {
    options: {
      values:
        "port p, host bind b, unix-socket u, endpoint e, fd, verbosity v, http-timeout t, access-log, application-close-timeout, " +
        "root-path, server-name, ws-protocol, websocket_timeout, ping-interval, ping-timeout, proxy-headers-host",
    },
    entry: { as: "import" },
  },
  server: {
    tell: { port: "--port {port}", host: "--bind {host}", lastWins: true },
    port: 8000,
    ownListener: true,
  },
  speaks: { as: "ASGI" },
});
