import path from "node:path";
import { scriptEntry } from "./entry.ts";
import { bunEnv } from "./env-tools.ts";
import { optionValue, readOptions } from "./options.ts";
import { nothing, type Program, plainFlags } from "./program-facts.ts";
import { splitWords } from "./shell-words.ts";
import { addEnvFile, type Gathered, type Step, shown, variable } from "./state.ts";

/** Options of Node, tsx and ts-node that take the next word as their value. */
const values =
  "require r, import, loader experimental-loader, conditions C, env-file, env-file-if-exists, title, eval e, print p, " +
  "input-type, watch-path, icu-data-dir, openssl-config, redirect-warnings, disable-warning, dns-result-order, " +
  "unhandled-rejections, diagnostic-dir, report-dir, report-directory, cpu-prof-dir, heapsnapshot-signal, " +
  "max-http-header-size, secure-heap, secure-heap-min, test-name-pattern, localstorage-file, trace-event-categories, " +
  "tsconfig, project P, compiler-options O, cwd, exec";

const script = [".js", ".mjs", ".cjs"];
const typescript = [".ts", ".tsx", ".mts", ".cts", ...script];

/** node, tsx, ts-node, deno and bun with a file. null for anything else. */
export function readNodeProgram(name: string, step: Step, to: Gathered): Program | null {
  if (/^(node|nodejs)\d*$/.test(name)) return readNode("node", 1, script, step, to);
  if (
    name === "tsx" ||
    name === "ts-node" ||
    name === "ts-node-esm" ||
    name === "swc-node" ||
    name === "ts-node-dev" ||
    name === "tsnd"
  ) {
    const watch = step.argv[1] === "watch" || step.argv[1] === "w";
    if (watch || name === "ts-node-dev" || name === "tsnd") to.reloads = true;
    return readNode("node", watch ? 2 : 1, typescript, step, to);
  }
  if (name === "vite-node") return readNode("node", 1, typescript, step, to);
  if (name === "bun") return readBun(step, to);
  if (name === "deno") return readDeno(step, to);
  return null;
}

function readNode(server: string, from: number, extensions: string[], step: Step, to: Gathered): Program {
  const { argv } = step;
  const options = readOptions(argv, from, { values, stopAtFirst: true });
  preload(splitWords(variable(to, "NODE_OPTIONS") ?? ""), 0, step, to);
  const [first] = options.positionals;
  preload(argv.slice(0, first?.index ?? argv.length), from, step, to);
  for (const file of ["env-file", "env-file-if-exists"])
    for (const { value, flag } of options.values.get(file) ?? []) {
      const how = `${flag}=${value}`;
      // Of several files the later one wins; the environment wins over all.
      addEnvFile(to, step, value, "node", { optional: file !== "env-file", how });
    }
  const watches = [...options.flags].some((f) => f === "watch") || options.values.has("watch-path");
  const base: Program = { ...nothing, language: "javascript", server, reloads: watches };
  if (!first || options.values.has("eval") || options.values.has("print")) return base;
  const target = first.value === "inspect" ? options.positionals[1] : first;
  if (!target) return base;
  const entry = scriptEntry(to, target.value, step.cwd, extensions);
  return { ...base, ...language(entry.file ?? entry.missing), entry, ...plainFlags(argv, target.index + 1) };
}

/** `-r dotenv/config`, `--import ./x.mjs`: what runs before the entry. */
function preload(words: string[], from: number, step: Step, to: Gathered): void {
  const options = readOptions(words, from, { values });
  const modules = [...(options.values.get("require") ?? []), ...(options.values.get("import") ?? [])];
  for (const { value, flag } of modules) {
    if (/^dotenv(-expand)?\/config(\.js)?$|^@dotenvx\/dotenvx\/config$/.test(value)) {
      const named = step.argv
        .find((w) => w.startsWith("dotenv_config_path="))
        ?.slice("dotenv_config_path=".length);
      const file = named ?? variable(to, "DOTENV_CONFIG_PATH") ?? ".env";
      const dialect = value.startsWith("@")
        ? "dotenvx"
        : value.startsWith("dotenv-expand")
          ? "dotenv-expand"
          : "dotenv";
      const override =
        step.argv.includes("dotenv_config_override=true") ||
        variable(to, "DOTENV_CONFIG_OVERRIDE") === "true";
      addEnvFile(to, step, file, dialect, {
        optional: true,
        override,
        how: `${flag} ${value}`,
        needs: dialect,
      });
    } else if (/^\.{0,2}\//.test(value)) to.preloads.push(shown(to, path.resolve(step.cwd, value)));
  }
}

function readBun(step: Step, to: Gathered): Program {
  const options = readOptions(step.argv, 1, {
    values: "env-file, port, hostname, config c, preload r, cwd, tsconfig-override, define d, loader l",
    flags: "watch, hot, smol, b, bun",
    stopAtFirst: true,
  });
  bunEnv(
    step,
    to,
    options.values.get("env-file")?.map((f) => f.value),
  );
  for (const { value } of options.values.get("preload") ?? [])
    to.preloads.push(shown(to, path.resolve(step.cwd, value)));
  const target = options.positionals.find((p) => p.value !== "run");
  const reloads = options.flags.has("watch") || options.flags.has("hot");
  const base: Program = {
    ...nothing,
    language: "javascript",
    server: "bun",
    reloads,
    port: optionValue(options, "port"),
    host: optionValue(options, "hostname"),
  };
  if (!target) return base;
  const entry = scriptEntry(to, target.value, step.cwd, typescript);
  return { ...base, ...language(entry.file ?? entry.missing), entry };
}

function readDeno(step: Step, to: Gathered): Program {
  const { argv } = step;
  const sub = argv[1] === "run" || argv[1] === "serve";
  const options = readOptions(argv, sub ? 2 : 1, {
    values:
      "port, host, config c, import-map, lock, cert, location, seed, v8-flags, log-level L, preload, ext",
    stopAtFirst: true,
  });
  for (const { value, flag } of options.values.get("env-file") ?? options.values.get("env") ?? [])
    addEnvFile(to, step, value, "deno", { optional: true, how: `${flag}=${value}` });
  if (options.flags.has("env-file") || options.flags.has("env"))
    addEnvFile(to, step, ".env", "deno", { optional: true, how: "--env-file" });
  const target = options.positionals[0];
  const base: Program = {
    ...nothing,
    language: "typescript",
    server: "deno",
    reloads: options.flags.has("watch") || options.values.has("watch"),
    port: optionValue(options, "port"),
    host: optionValue(options, "host"),
  };
  if (!target || /^(https?|jsr|npm):/.test(target.value)) return base;
  return { ...base, entry: scriptEntry(to, target.value, step.cwd, []) };
}

function language(file: string | null | undefined): { language: "typescript" | "javascript" } {
  return { language: /\.[mc]?tsx?$/.test(file ?? "") ? "typescript" : "javascript" };
}
