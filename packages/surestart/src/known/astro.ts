import { defineTool } from "./_define.ts";

export default defineTool({
  name: "astro",
  language: "javascript",
  example: "astro dev",
  command: {
    options: { values: "port, host, root, config" },
    serves: /^(?!(build|check|sync|add)$)/,
    runs: {
      start: [["astro.config.mjs", "astro.config.ts", "astro.config.js"]],
      requests: [/^src\/middleware(\/index)?\.[jt]s$/],
    },
    reloads: { command: /^(dev|)$/ },
  },
  server: {
    tell: { port: "--port {port}", host: "--host {host}" },
    port: 4321,
    ownListener: true,
  },
  builds: /^build$/,
  convention: { config: /^astro\.config\.[cm]?[jt]s$/, on: "vite" },
  framework: {},
  shipped: ["PUBLIC_"],
});
