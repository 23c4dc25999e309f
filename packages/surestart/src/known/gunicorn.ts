import { defineTool } from "./_define.ts";

export default defineTool({
  name: "gunicorn",
  language: "python",
  example: "gunicorn main:app",
  command: {
    options: {
      values:
        "address bind b, chdir, pythonpath, config c, workers w, worker-class k, threads, timeout t, graceful-timeout, keep-alive, " +
        "log-level, log-file error-logfile, access-logfile, access-logformat, assign env e, name n, user u, group g, umask m, pid p, " +
        "worker-tmp-dir, max-requests, max-requests-jitter, worker-connections, backlog, certfile, keyfile, ca-certs, " +
        "forwarded-allow-ips, limit-request-line, limit-request-fields, limit-request-field_size, statsd-host, paste paster, " +
        "log-config, logger-class, proxy-allow-from, reload-engine, reload-extra-file, ssl-version, ciphers",
    },
    entry: { as: "import", attribute: "application", factory: "call" },
    runsFirst: "gunicorn.conf.py",
    reloads: { flags: "reload" },
  },
  server: {
    // A second --bind is one more socket.
    tell: { both: "--bind {address}", readsPort: true },
    taken: /\bConnection in use: \(/,
    title: /^gunicorn: \w+ \[(?<app>.+)\]$/,
    port: 8000,
    ownListener: true,
  },
  keeps: { dies: /^\[.*\] \[INFO\] Worker exiting \(pid: \d+\)$/, restarts: true },
  says: {
    fails: [
      { line: /^(?<text>Failed to find attribute '.*' in '.*'\.)$/, as: "AppImportError" },
      {
        line: /^(?:ERROR:\s+|\S.*\[ERROR\] |\[?ERROR\]? .*)?(?<text>(?:Connection in use:|Invalid address:).*)$/i,
        as: "OSError",
      },
    ],
    noAttribute: /Failed to find attribute/,
    // Printed since its version 23 where a second worker fails while it ends.
    relays: "gunicorn.errors.HaltServer",
    // Before and since its version 21. What it says once it is told to end is of the end that it gives its workers.
    killed: {
      line: /Worker with pid \d+ was terminated due to signal (?<number>\d+)|Worker \(pid:\s*\d+\) was sent (?<signal>SIG[A-Z]+)/,
      unless: /Handling signal: (?:term|int|quit)\b/,
    },
  },
  serverFile: { file: /(^|\/)gunicorn([._-]?(conf|config))?\.py$/, bind: "bind", sets: "raw_env" },
  speaks: { as: "WSGI", other: "-k uvicorn.workers.UvicornWorker" },
  variables: ["GUNICORN_"],
});
