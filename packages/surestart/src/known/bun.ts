import { defineTool } from "./_define.ts";

export default defineTool({
  name: "bun",
  language: "javascript",
  example: "bun server.ts",
  command: {
    options: {
      values:
        "env-file, port, host hostname, config c, preload r, cwd, tsconfig-override, define d, loader l",
      flags: "watch, hot, smol, b, bun",
      stopAtFirst: true,
    },
    entry: {
      as: "script",
      after: /^run$/,
      endings: [".ts", ".tsx", ".mts", ".cts", ".js", ".mjs", ".cjs"],
    },
    reloads: { flags: "watch hot" },
    envFiles: { dialect: "bun", modes: "NODE_ENV", laterWins: true },
  },
  server: { tell: { readsPort: true } },
  manager: {
    options: {
      values: "chdir cwd, workspace w, filter F, env-file, config c, userconfig",
      flags: "silent s, if-present, workspaces ws, recursive r",
    },
    ofWorkspace: "bun run --filter {workspace} {script}",
    run: ["run"],
    exec: ["x"],
    executors: ["bunx"],
    bare: true,
    files: true,
  },
  installs: {
    locks: ["bun.lock", "bun.lockb"],
    manifest: "package.json",
    install: "install",
    locked: "install --frozen-lockfile",
    add: "add",
    // https://bun.com/docs/pm/lifecycle
    native: {
      rebuild: "pm trust {package}",
      optional: "install --force",
      allowed: { files: ["package.json"], key: /trustedDependencies/ },
      switchedOff: [{ file: "bunfig.toml", line: /^\s*optional\s*=\s*false/, what: "optional" }],
    },
  },
  get: { by: "npm" },
  // Tried with 1.4: --watch and --hot. A program that calls process.exit takes it along.
  keeps: { inside: /^error: / },
  builds: /^build$/,
  convention: { unknown: true },
  listens: [{ modules: ["Bun"] }, { calls: ["Bun.serve"], options: { at: 0 }, shown: "Bun.serve" }],
});
