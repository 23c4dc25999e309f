import { defineTool } from "./_define.ts";

export default defineTool({
  name: "nuxt",
  language: "javascript",
  programs: ["nuxt", "nuxi"],
  packages: { npm: "nuxt" },
  example: "nuxt dev",
  command: {
    options: { values: "port p, host h, dotenv" },
    serves: /^(?!(build|generate|prepare|analyze)$)/,
    // https://nuxt.com/docs/guide/directory-structure/server
    runs: {
      start: [["nuxt.config.ts", "nuxt.config.js", "nuxt.config.mjs"]],
      requests: [/^server\/(api|routes|middleware|plugins)\/.+\.[jt]s$/],
    },
    reloads: { command: /^(dev|)$/ },
  },
  server: {
    tell: {
      port: "--port {port}",
      host: "--host {host}",
      lastWins: true,
      variables: { port: "NITRO_PORT", host: "NITRO_HOST" },
      readsPort: true,
    },
    port: 3000,
    ownListener: true,
  },
  builds: /^build$/,
  built: { with: "preview", files: [".output/server/index.mjs", ".nuxt"] },
  convention: { config: /^nuxt\.config\.[cm]?[jt]s$/, on: "vite" },
  framework: {},
  variables: ["NUXT_"],
  shipped: ["NUXT_PUBLIC_"],
});
