import { defineTool } from "./_define.ts";

/** `granian --help` of 2.8, and granian/_internal.py: https://github.com/emmett-framework/granian */
export default defineTool({
  name: "granian",
  language: "python",
  example: "granian main:app",
  command: {
    options: {
      values:
        "host, port, uds, uds-permissions, interface, http, workers, blocking-threads, blocking-threads-idle-timeout, " +
        "runtime-threads, runtime-blocking-threads, runtime-mode, loop, task-impl, backlog, backpressure, log-level, log-config, " +
        "access-log-fmt, ssl-certificate, ssl-keyfile, ssl-keyfile-password, ssl-protocol-min, ssl-ca, ssl-crl, url-path-prefix, " +
        "respawn-interval, workers-lifetime, workers-max-rss, workers-kill-timeout, folder working-dir, env-files, " +
        "static-path-route, static-path-mount, metrics-address, metrics-port, reload-paths, reload-ignore-dirs, " +
        "reload-ignore-patterns, reload-ignore-paths, reload-tick, process-name, pid-file",
    },
    entry: { as: "import", paths: true, attribute: "app", factory: "--factory" },
    reloads: { flags: "reload" },
    envFiles: { dialect: "python", needs: "python-dotenv", options: ["env-files"] },
  },
  server: {
    tell: {
      port: "--port {port}",
      host: "--host {host}",
      lastWins: true,
      variables: { port: "GRANIAN_PORT", host: "GRANIAN_HOST" },
    },
    port: 8000,
    passPhrase: "--ssl-keyfile-password",
    ownListener: true,
  },
  listens: [{ calls: ["granian.Granian"], port: "2 port", host: "1 address", imports: "0" }],
  says: { cannotImport: /Could not import '(?<module>[\w.]+)'/ },
  variables: ["GRANIAN_"],
});
