import type { UserConfig } from "tsdown";

const common: UserConfig = {
  platform: "node",
  target: "node22.18",
  fixedExtension: true,
  // Messages of an error in the field should name a line that can be found.
  minify: false,
  sourcemap: false,
};

/** What applications import: ES modules and their types. */
const library: UserConfig = {
  ...common,
  entry: {
    env: "src/env.ts",
    ports: "src/ports.ts",
    health: "src/health.ts",
    serve: "src/serve.ts",
    config: "src/config.ts",
  },
  format: "esm",
  dts: true,
};

/**
 * The command, which nobody imports. As CommonJS it loads in less time: an import of one of Node's own modules also makes
 * its exports that are made on demand (readline and streams for node:fs), and each file has its turns in the ES loader.
 */
const command: UserConfig = {
  ...common,
  entry: { "cli/main": "src/cli/main.ts" },
  format: "cjs",
  // Nor does it matter that what is loaded on demand from source is in one file with its importer here.
  checks: { legacyCjs: false, ineffectiveDynamicImport: false },
  dts: false,
  outputOptions: {
    chunkFileNames: "cli/[name]-[hash].cjs",
    // All that `run` needs until the program is started, in one file: what is imported dynamically on that way, with its imports.
    codeSplitting: {
      groups: [
        {
          name: "start",
          test: /\/src\/(?:cli\/(?:main|run)|runtime\/command|launch\/environment|ports\/(?:linux|procfs))\.ts$/,
        },
        // And in one more all that it needs until the program listens.
        {
          name: "wait",
          test: /\/src\/(?:launch\/(?:look|wait-healthy|watchdog)|ports\/watch-listeners)\.ts$/,
        },
      ],
    },
  },
};

const configs: UserConfig[] = [library, command];
export default configs;
