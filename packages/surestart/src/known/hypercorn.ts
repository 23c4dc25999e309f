import { defineTool } from "./_define.ts";

export default defineTool({
  name: "hypercorn",
  language: "python",
  example: "hypercorn main:app",
  command: {
    options: {
      values:
        "address bind b, insecure-bind, quic-bind, workers w, worker-class k, config c, access-log access-logfile, " +
        "error-log error-logfile log-file, log-level, log-config, keep-alive, graceful-timeout, root-path, user u, group g, " +
        "umask m, pid p, certfile, keyfile, ca-certs, backlog",
    },
    entry: { as: "import", paths: true },
    reloads: { flags: "reload" },
  },
  server: {
    // A second --bind is one more socket.
    tell: { both: "--bind {address}" },
    port: 8000,
    ownListener: true,
  },
  serverFile: { file: /(^|\/)hypercorn([._-]?(conf|config))?\.py$/, bind: "bind" },
  speaks: { as: "ASGI" },
  variables: ["HYPERCORN_"],
});
