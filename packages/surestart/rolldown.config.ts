import { parseSync } from "oxc-parser";
import type { BuildOptions, InputOptions, OutputOptions, Plugin } from "rolldown";

const input: InputOptions = {
  platform: "node",
  transform: { target: "node22.18" },
  // The parser itself, which is another file on each system. All that is JavaScript is bundled: who installs gets two packages.
  external: /^@oxc-parser\/binding-/,
  // That what is loaded on demand from source is in one file with its importer here does not matter, nor on a busy machine what a
  // build takes.
  // And `eval` is in parts of web-tree-sitter that read grammars made otherwise.
  checks: { ineffectiveDynamicImport: false, eval: false, bundlerTimings: false },
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

/**
 * The files that a start loads, in turn: what it needs until the program is started is in the first one, with all that is not
 * named here. Each of the others is loaded when something in it is called (`loadable`). What is named here in vain costs a start half
 * a millisecond, and nothing else.
 */
const files = {
  // Until the program listens; and what ends it, which must be at hand when the package has been removed or replaced meanwhile.
  wait: sources(
    "launch/(look|wait-healthy|settled|questions|keeper|keeper/\\w+|verdict|targets|group|stop|suggestions)",
    "launch/(labels|bind-error|several|code-page)",
    "run/(after-failure|escaped|follow|waiting-words)",
    "diagnoses/_ntstatus",
    "ports/(watch-listeners|members|socket-table|addresses)",
    "report/visible",
  ),
  // In few starts.
  seldom: sources(
    "env/dialects/(?!dotenv\\.|node\\.|python\\.)[\\w-]+",
    "shell/(branches|env-loops|expand|script|sourced|test|variable|words)",
    "launch/(relay-console|(command|family|watchdog)-windows)",
    "runtime/json-place",
    "ports/system32",
    "cli/near-misses",
    "near",
    "(secret|open)-value",
  ),
};

function sources(...names: string[]): RegExp {
  return new RegExp(`/src/(?:${names.join("|")})\\.ts$`);
}

/** What bin/load.cjs asks of a file. */
const loadable: Plugin = {
  name: "loadable",
  renderChunk(code) {
    let text = code;
    for (const { start } of parseSync("chunk.mjs", code).module.dynamicImports.toReversed())
      text = `${text.slice(0, start)}importPackage${text.slice(start + "import".length)}`;
    for (const name of Object.keys(files)) text = loadedWhenCalled(text, name);
    const hidden = /\\[^\0-\x7f]/.exec(text);
    if (hidden) throw new Error(`${hidden[0]}: a backslash before what is written as an escape`);
    // A text with one letter that is not ASCII takes twice the memory, and longer to read.
    return text.replace(
      /[^\0-\x7f]/g,
      (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
  },
};

/** Of one of these files a chunk has `const require_wait = require("./wait-1.cjs")` in its head, and `require_wait.lookAt(…)` where it is used. */
function loadedWhenCalled(text: string, name: string): string {
  const chunk = `require_${name}`;
  const head = new RegExp(`^const ${chunk} = (.+);$`, "m");
  const file = head.exec(text)?.[1];
  if (file === undefined) return text;
  const lazy = `let ${name};\nconst ${chunk} = () => (${name} ??= ${file});`;
  return text.replace(new RegExp(`\\b${chunk}\\.`, "g"), `(${chunk}()).`).replace(head, lazy);
}

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
  // Nobody imports from it, so its files may have whatever exports others of them need.
  preserveEntrySignatures: false,
  output: {
    ...output,
    format: "cjs",
    comments: { legal: true, annotation: false, jsdoc: false },
    entryFileNames: ({ name }) => (name === "cli/main" ? "[name]-[hash].cjs" : "[name].cjs"),
    chunkFileNames: "cli/[name]-[hash].cjs",
    codeSplitting: {
      groups: [
        ...Object.entries(files).map(([name, test]) => {
          return { name, test, priority: 1, includeDependenciesRecursively: false };
        }),
        // What is imported dynamically until the program is started, with its imports.
        {
          name: "start",
          test: sources(
            "cli/(main|run)",
            "run/named-files",
            "runtime/command",
            "launch/(environment|watchdog)",
            "ports/(linux|procfs)",
          ),
        },
      ],
    },
  },
};

const builds: BuildOptions[] = [library, command];
export default builds;
