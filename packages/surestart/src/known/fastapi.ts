import { defineTool } from "./_define.ts";

export default defineTool({
  name: "fastapi",
  language: "python",
  example: "fastapi dev main.py",
  command: {
    options: {
      values:
        "host, port, workers, app entrypoint e, attribute app, root-path, forwarded-allow-ips, reload-dir",
    },
    entry: {
      as: "app",
      after: /^(dev|run)$/,
      files: ["main.py", "app.py", "api.py", "app/main.py", "app/app.py", "app/api.py"],
    },
    reloads: { flags: "reload", command: /^dev$/, unless: "no-reload" },
  },
  server: {
    // Reads PORT since 2025 only, so the flag comes first.
    tell: { port: "--port {port}", host: "--host {host}", lastWins: true, readsPort: true },
    port: 8000,
    ownListener: true,
  },
  // It serves by uvicorn: these are uvicorn's words.
  keeps: {
    dies: /^Process SpawnProcess-\d+:$/,
    stops: /^\s*ERROR:?\s+Application startup failed\./,
    starts: / detected changes? in /,
  },
  framework: {
    makes: ["fastapi.FastAPI", "fastapi.applications.FastAPI"],
    servedBy: {
      command: "uvicorn {module}:{attribute}",
      beside: "uvicorn --app-dir {folder} {module}:{attribute}",
    },
  },
});
