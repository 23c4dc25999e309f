import { defineTool } from "./_define.ts";

/** https://vite.dev/guide/env-and-mode */
export default defineTool({
  name: "vite",
  language: "javascript",
  example: "vite",
  command: {
    options: { values: "port, host, config c, base, mode m, logLevel l" },
    serves: /^(?!(build|optimize)$)/,
    runs: { start: [["vite.config.ts", "vite.config.mts", "vite.config.js", "vite.config.mjs"]] },
    reloads: { command: /^(dev|serve|)$/ },
  },
  server: {
    tell: { port: "--port {port}", host: "--host {host}", lastWins: true },
    port: 5173,
    ownListener: true,
  },
  convention: { config: /^vite\.config\.[cm]?[jt]s$/, prefixes: ["VITE_"], vite: true },
  loads: [{ calls: ["vite.loadEnv"], dialect: "dotenv-expand", usual: "convention", gives: "object" }],
  frontend: true,
  builds: /^build$/,
  framework: {},
  variables: ["VITE_"],
  shipped: ["VITE_"],
});
