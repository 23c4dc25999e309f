import { defineTool } from "./_define.ts";

/** https://nextjs.org/docs/app/guides/environment-variables */
export default defineTool({
  name: "next",
  language: "javascript",
  example: "next dev",
  command: {
    options: { values: "port p, host hostname H, keepAliveTimeout" },
    serves: /^(?!(build|lint|info|telemetry)$)/,
    reloads: { command: /^(dev|)$/ },
    // https://nextjs.org/docs/app/api-reference/file-conventions
    runs: {
      start: [
        ["next.config.ts", "next.config.mts", "next.config.mjs", "next.config.js"],
        ["instrumentation.ts", "instrumentation.js", "src/instrumentation.ts", "src/instrumentation.js"],
      ],
      calls: ["register"],
      requests: [
        /^(src\/)?(middleware|proxy)\.[jt]s$/,
        /^(src\/)?app\/(.+\/)?route\.[jt]sx?$/,
        /^(src\/)?pages\/api\/.+\.[jt]sx?$/,
      ],
    },
    envFiles: { dialect: "dotenv-expand", modes: { production: /^start$/ } },
  },
  server: {
    tell: { port: "--port {port}", host: "--hostname {host}", lastWins: true, readsPort: true },
    title: /^next-server\b/,
    port: 3000,
    ownListener: true,
  },
  convention: { config: /^next\.config\.[cm]?[jt]s$/ },
  loads: [
    {
      calls: ["@next/env.loadEnvConfig"],
      dialect: "dotenv-expand",
      package: "@next/env",
      usual: "convention",
    },
  ],
  builds: /^build$/,
  built: { with: "start", files: [".next/BUILD_ID"] },
  framework: {},
  says: { refuses: /^error: unknown option '(?<flag>--?[\w-]+)/m },
  gives: { NEXT_RUNTIME: "nodejs" },
  variables: ["NEXT_"],
  shipped: ["NEXT_PUBLIC_"],
});
