import { parseSync } from "oxc-parser";
import type { BuildOptions, InputOptions, OutputOptions, Plugin } from "rolldown";

const input: InputOptions = {
  platform: "node",
  transform: { target: "node22.18" },
  // The parser itself, which is another file on each system. All that is JavaScript is bundled: who installs gets two packages.
  external: /^@oxc-parser\/binding-/,
  // That what is loaded on demand from source is in one file with its importer here does not matter.
  // And `eval` is in parts of web-tree-sitter that read grammars made otherwise.
  checks: { ineffectiveDynamicImport: false, eval: false },
};

const output: OutputOptions = {
  // Messages of an error in the field should name a line that can be found.
  minify: false,
  sourcemap: false,
};

/** What applications import: ES modules. */
export const library: BuildOptions = {
  ...input,
  input: {
    env: "src/env.ts",
    ports: "src/ports.ts",
    health: "src/health.ts",
    serve: "src/serve.ts",
    config: "src/config.ts",
  },
  output: { ...output, format: "esm", entryFileNames: "[name].mjs", chunkFileNames: "[name]-[hash].mjs" },
};

/** What bin/load.cjs asks of a file. */
const loadable: Plugin = {
  name: "loadable",
  renderChunk(code) {
    let text = code;
    for (const { start } of parseSync("chunk.mjs", code).module.dynamicImports.toReversed())
      text = `${text.slice(0, start)}importPackage${text.slice(start + "import".length)}`;
    const hidden = /\\[^\0-\x7f]/.exec(text);
    if (hidden) throw new Error(`${hidden[0]}: a backslash before what is written as an escape`);
    // A text with one letter that is not ASCII takes twice the memory, and longer to read.
    return text.replace(
      /[^\0-\x7f]/g,
      (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
  },
};

/**
 * The command, which nobody imports. As CommonJS it loads in less time: an import of one of Node's own modules also makes
 * its exports that are made on demand (readline and streams for node:fs), and each file has its turns in the ES loader.
 */
export const command: BuildOptions = {
  ...input,
  // The others are processes that run beside a start: a watchdog on Windows, and what reads the sources.
  input: {
    "cli/main": "src/cli/main.ts",
    "cli/watch-windows": "src/launch/watch-windows.ts",
    "cli/survey-child": "src/run/survey-child.ts",
  },
  plugins: [loadable],
  output: {
    ...output,
    format: "cjs",
    comments: { legal: true, annotation: false, jsdoc: false },
    entryFileNames: ({ name }) => (name === "cli/main" ? "[name]-[hash].cjs" : "[name].cjs"),
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

const builds: BuildOptions[] = [library, command];
export default builds;
