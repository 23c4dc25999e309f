import path from "node:path";
import { type OptionSpec, optionValue, readOptions } from "./options.ts";
import { splitWords } from "./shell-words.ts";
import { addEnvFile, type Gathered, type Peel, programName, type Step } from "./state.ts";

interface Prefix extends Omit<OptionSpec, "stopAtFirst"> {
  /** Words of its own before the command, such as the duration of `timeout`. */
  skip?: number;
  /** The word that must come first: `op run`. */
  sub?: string;
  /** It starts the program again by itself. */
  reloads?: true;
}

/** Programs that run the command behind them, with the options that take a value. */
const prefixes: Record<string, Prefix> = {
  nice: { values: "adjustment n" },
  ionice: { values: "class c, classdata n, pid p" },
  chrt: { values: "", skip: 1 },
  taskset: { values: "", skip: 1 },
  numactl: { values: "cpunodebind N, membind m, physcpubind C" },
  nohup: { values: "" },
  setsid: { values: "" },
  stdbuf: { values: "input i, output o, error e" },
  time: { values: "format f, output o" },
  timeout: { values: "kill-after k, signal s", skip: 1 },
  gtimeout: { values: "kill-after k, signal s", skip: 1 },
  caffeinate: { values: "t, w" },
  setpriv: {
    values:
      "reuid, regid, ruid, rgid, euid, egid, groups, inh-caps, ambient-caps, bounding-set, securebits, pdeathsig, selinux-label, apparmor-profile",
  },
  prlimit: { values: "" },
  sudo: {
    values:
      "user u, group g, host h, prompt p, close-from C, chdir D, role r, type t, other-user U, command-timeout T",
  },
  doas: { values: "u, C" },
  gosu: { values: "", skip: 1 },
  "su-exec": { values: "", skip: 1 },
  tini: { values: "p, e" },
  "dumb-init": { values: "rewrite r" },
  catatonit: { values: "" },
  "xvfb-run": {
    values: "error-file e, auth-file f, server-num n, listen-tcp l, xauth-protocol p, server-args s, wait w",
  },
  exec: { values: "a" },
  command: { values: "" },
  unbuffer: { values: "" },
  "ddtrace-run": { values: "" },
  "opentelemetry-instrument": { values: "", unknown: "value" },
  "newrelic-admin": { values: "", sub: "run-program" },
  op: { values: "env-file, account, environment", sub: "run" },
  doppler: { values: "project p, config c, token t, command", sub: "run" },
  infisical: { values: "env e, path, projectId, token", sub: "run" },
  varlock: { values: "env, path p", sub: "run" },
  mise: { values: "cd C, jobs j", sub: "exec", skip: 0 },
  asdf: { values: "", sub: "exec" },
  pyenv: { values: "", sub: "exec" },
  rbenv: { values: "", sub: "exec" },
  nodenv: { values: "", sub: "exec" },
  volta: { values: "node, npm, yarn, pnpm", sub: "run" },
  fnm: { values: "using", sub: "exec" },
  bundle: { values: "gemfile", sub: "exec" },
  direnv: { values: "", sub: "exec", skip: 1 },
  conda: { values: "name n, prefix p, cwd", sub: "run" },
  micromamba: { values: "name n, prefix p, cwd", sub: "run" },
  watchexec: { values: "exts e, filter f, ignore i, watch w, signal s, debounce d", reloads: true },
  reflex: { values: "regex r, glob g, inverse-regex R", reloads: true },
};

export const peelPrefix: Peel = (step, to) => {
  const name = programName(step.argv[0] ?? "");
  if (name === "env") return peelEnv(step, to);
  if (name === "cross-env" || name === "cross-env-shell") return peelCrossEnv(step, to);
  const prefix = prefixes[name];
  if (!prefix || (prefix.sub !== undefined && step.argv[1] !== prefix.sub)) return null;
  const options = readOptions(step.argv, prefix.sub === undefined ? 1 : 2, { ...prefix, stopAtFirst: true });
  let words = options.positionals.slice(prefix.skip ?? 0).map((p) => p.value);
  if (name === "mise" || name === "asdf") words = words.filter((w, i) => i > 0 || !w.includes("@"));
  if (name === "sudo" || name === "doas") words = assignments(words, to);
  if (name === "op")
    for (const { value, flag } of options.values.get("env-file") ?? [])
      addEnvFile(to, step, value, "dotenv", { override: true, how: `${flag} ${value}` });
  if (prefix.reloads) to.reloads = true;
  const folder = optionValue(options, "chdir") ?? optionValue(options, "cwd") ?? optionValue(options, "cd");
  if (words.length === 0) return null;
  if (name !== "exec" && name !== "command") to.through.push(name);
  return { ...step, argv: words, cwd: folder ? path.resolve(step.cwd, folder.value) : step.cwd };
};

/** Takes `NAME=value` words off the front and keeps them as the command's own environment. */
export function assignments(words: string[], to: Gathered): string[] {
  let i = 0;
  for (; i < words.length; i++) {
    const m = /^([A-Za-z_]\w*)=(.*)$/s.exec(words[i] as string);
    if (!m) break;
    to.env[m[1] as string] = m[2] as string;
  }
  return words.slice(i);
}

function peelEnv(step: Step, to: Gathered): Step | null {
  let cwd = step.cwd;
  let words = step.argv.slice(1);
  for (;;) {
    const [first, second] = words;
    if (first === "-u" || first === "--unset") words = words.slice(2);
    else if ((first === "-C" || first === "--chdir") && second !== undefined) {
      cwd = path.resolve(cwd, second);
      words = words.slice(2);
    } else if ((first === "-S" || first === "--split-string") && second !== undefined)
      words = [...splitWords(second), ...words.slice(2)];
    else if (first?.startsWith("-")) words = words.slice(1);
    else break;
  }
  words = assignments(words, to);
  // `env $(cat .env | xargs) node server.js`: the substitution itself was read with the script.
  words = words.filter((w) => !w.startsWith("$("));
  if (words.length === 0) return null;
  to.through.push("env");
  return { ...step, argv: words, cwd };
}

function peelCrossEnv(step: Step, to: Gathered): Step | null {
  const words = assignments(step.argv.slice(1), to);
  if (words.length === 0) return null;
  to.through.push("cross-env");
  return { ...step, argv: words };
}
