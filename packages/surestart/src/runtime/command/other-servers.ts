import path from "node:path";
import type { Language } from "../../facts.ts";
import { fileEntry, scriptEntry } from "./entry.ts";
import { conventional } from "./env-tools.ts";
import { type OptionSpec, optionValue, readOptions } from "./options.ts";
import { address, nothing, type Program } from "./program-facts.ts";
import { addEnvFile, type Gathered, isFile, type Step } from "./state.ts";

interface Server extends OptionSpec {
  language: Language;
  /** Commands that do not serve: `next build`. */
  not?: RegExp;
  /** Commands that start again by themselves. */
  reloads?: RegExp;
}

/** Servers whose port and host are options: named `port` and `host` here, whatever they are called there. */
const servers: Record<string, Server> = {
  vite: {
    language: "javascript",
    values: "port, host, config c, base, mode m, logLevel l",
    not: /^(build|optimize)$/,
    reloads: /^(dev|serve|)$/,
  },
  next: {
    language: "javascript",
    values: "port p, host hostname H, keepAliveTimeout",
    not: /^(build|lint|info|telemetry)$/,
    reloads: /^(dev|)$/,
  },
  nuxt: {
    language: "javascript",
    values: "port p, host h, dotenv",
    not: /^(build|generate|prepare|analyze)$/,
    reloads: /^(dev|)$/,
  },
  nuxi: {
    language: "javascript",
    values: "port p, host h, dotenv",
    not: /^(build|generate|prepare|analyze)$/,
    reloads: /^(dev|)$/,
  },
  astro: {
    language: "javascript",
    values: "port, host, root, config",
    not: /^(build|check|sync|add)$/,
    reloads: /^(dev|)$/,
  },
  "http-server": { language: "javascript", values: "port p, host a, c, e, P, U, S, C, K" },
  serve: { language: "javascript", values: "listen l, port p, config c" },
  puma: { language: "other", values: "port p, bind b, workers w, config C, environment e, threads t, dir" },
  rails: {
    language: "other",
    values: "port p, host binding b, environment e, config c, pid P",
    not: /^(?!s$|server$)/,
    reloads: /x^/,
  },
};

/** Frameworks that load .env files of a convention into the program themselves. */
const conventions: Record<string, (command: string) => string> = {
  next: (command) => (command === "start" ? "production" : "development"),
};

export function readOtherProgram(name: string, step: Step, to: Gathered): Program | null {
  if (name === "php") return readPhp(step, to);
  if (name === "java") return readJava(step);
  if (name === "go") return readGo(step, to);
  if (name === "nest") return readNest(step, to);
  if (name === "ruby" || name === "perl") return readScript(step, to);
  const server = servers[name];
  return server ? readServer(name, server, step, to) : null;
}

function readServer(name: string, server: Server, step: Step, to: Gathered): Program {
  const options = readOptions(step.argv, 1, server);
  const command = options.positionals[0]?.value ?? "";
  const known = name === "nuxi" ? "nuxt" : name;
  const base: Program = { ...nothing, language: server.language, server: known };
  if (server.not?.test(command)) return { ...base, server: null };
  const mode = conventions[known]?.(command);
  if (mode !== undefined)
    for (const file of conventional(known, to, mode))
      addEnvFile(to, step, file, "dotenv-expand", { optional: true, how: known });
  const bound = address(optionValue(options, "listen") ?? optionValue(options, "bind"));
  return {
    ...base,
    port: optionValue(options, "port") ?? bound.port,
    host: optionValue(options, "host") ?? bound.host,
    reloads: server.reloads?.test(command) ?? Number(optionValue(options, "workers")?.value ?? 1) > 1,
  };
}

function readPhp(step: Step, to: Gathered): Program {
  const options = readOptions(step.argv, 1, { values: "S, t, d, c, port, host", flags: "n, q" });
  const base: Program = { ...nothing, language: "other", server: "php" };
  const [file, command] = options.positionals.map((p) => p.value);
  if (file === "artisan" && command === "serve")
    return {
      ...base,
      entry: fileEntry(to, file, step.cwd),
      port: optionValue(options, "port"),
      host: optionValue(options, "host"),
    };
  const bound = address(optionValue(options, "S"));
  return { ...base, ...bound, entry: file === undefined ? null : fileEntry(to, file, step.cwd) };
}

/** Spring's `--server.port` and `-Dserver.port`, `-jar FILE`. */
function readJava(step: Step): Program {
  const base: Program = { ...nothing, language: "other", server: "java" };
  for (const [index, word] of step.argv.entries()) {
    const m = /^(-D|--)server\.port=(\d+)$/.exec(word);
    if (m) base.port = { value: m[2] as string, index, flag: `${m[1]}server.port` };
  }
  return base;
}

function readGo(step: Step, to: Gathered): Program {
  const base: Program = { ...nothing, language: "other", server: "go" };
  const target = step.argv.slice(2).find((w) => !w.startsWith("-"));
  if (step.argv[1] !== "run" || target === undefined || !target.endsWith(".go")) return base;
  return { ...base, entry: fileEntry(to, target, step.cwd) };
}

/** `nest start` compiles and runs what the project's main file is. */
function readNest(step: Step, to: Gathered): Program | null {
  if (step.argv[1] !== "start") return null;
  const file = ["src/main.ts", "src/main.js"].find((f) => isFile(path.join(step.cwd, f))) ?? "src/main.ts";
  const reloads = step.argv.includes("--watch") || step.argv.includes("-w");
  return {
    ...nothing,
    language: "typescript",
    server: "node",
    entry: scriptEntry(to, file, step.cwd, []),
    reloads,
  };
}

function readScript(step: Step, to: Gathered): Program {
  const target = step.argv.slice(1).find((w) => !w.startsWith("-"));
  return {
    ...nothing,
    language: "other",
    entry: target === undefined ? null : fileEntry(to, target, step.cwd),
  };
}
