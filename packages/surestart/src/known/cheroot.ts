import { defineTool } from "./_define.ts";

/** https://cheroot.cherrypy.dev/en/latest/pkg/cheroot.cli/ */
export default defineTool({
  name: "cheroot",
  language: "python",
  example: "cheroot main:app",
  command: {
    options: {
      values:
        "address bind, chdir, server-name, threads, max-threads, timeout, shutdown-timeout, request-queue-size, " +
        "accepted-queue-size, accepted-queue-timeout",
    },
    entry: { as: "import", attribute: "application", asPython: true },
  },
  server: {
    tell: { both: "--bind {address}", lastWins: true },
    port: 8000,
    taken:
      /^OSError: No socket could be created -- \(\('.*', (?<port>\d+)\): \[Errno \d+\] Address already in use\)$/,
    ownListener: true,
  },
  speaks: { as: "WSGI" },
  listens: [{ calls: ["cheroot.wsgi.Server", "cheroot.wsgi.WSGIServer"], address: "0" }],
});
