import { defineTool } from "./_define.ts";

export default defineTool({
  name: "uvicorn",
  language: "python",
  example: "uvicorn main:app",
  command: {
    options: {
      values: "host, port, folder app-dir, env-file, workers",
      flags:
        "reload, access-log, use-colors, proxy-headers, server-header, date-header, factory, version, help, reset-contextvars",
      unknown: "value",
    },
    entry: { as: "import", variable: "UVICORN_APP", factory: "--factory" },
    reloads: { flags: "reload" },
    envFiles: { dialect: "python", needs: "python-dotenv" },
  },
  server: {
    tell: {
      port: "--port {port}",
      host: "--host {host}",
      lastWins: true,
      variables: { port: "UVICORN_PORT", host: "UVICORN_HOST" },
    },
    port: 8000,
    passPhrase: "--ssl-keyfile-password",
    ownListener: true,
  },
  speaks: { as: "ASGI" },
  listens: [{ calls: ["uvicorn.run", "uvicorn.Config"], port: "port", host: "host", imports: "0" }],
  // The name that multiprocessing gives to the process that a reloader has started.
  keeps: {
    dies: /^Process SpawnProcess-\d+:$/,
    stops: /^\s*ERROR:?\s+Application startup failed\./,
    starts: / detected changes? in /,
  },
  says: {
    fails: [{ line: /^ERROR:\s+(?<name>Error loading ASGI app)\. (?<text>.*)$/ }],
    cannotImport: /Could not import module "?(?<module>[\w.]+)/,
    needsImport: /You must pass the application as an import string[^\n]*/,
    noAttribute: /Attribute "(?<attribute>[\w.]+)" not found in module "(?<module>[\w.]+)"/,
  },
  variables: ["UVICORN_"],
});
