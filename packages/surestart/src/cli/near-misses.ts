import { nearest } from "../near.ts";
import { quoteWords } from "../shell/quote.ts";
import { type CommandSpec, UsageError } from "./command.ts";
import { commands, commonOptions } from "./commands.ts";

/** The words of other programs for our commands. */
const otherCommands: Record<string, string> = {
  start: "run",
  dev: "run",
  serve: "run",
  exec: "run",
  up: "run",
  launch: "run",
  check: "doctor",
  diagnose: "doctor",
  fix: "doctor --fix",
  lint: "doctor",
  undo: "doctor --undo",
  validate: "doctor",
  verify: "doctor",
  why: "explain",
  printenv: "env",
  variables: "env",
  vars: "env",
  list: "ports",
  ls: "ports",
  port: "ports",
  ps: "ports",
  kill: "free",
  "kill-port": "free",
  stop: "free",
  create: "init",
  setup: "init",
};

/** The names of other programs for our options, without dashes. */
const otherOptions: Record<string, string> = {
  C: "cwd",
  H: "host",
  T: "timeout",
  ci: "format github",
  dir: "cwd",
  directory: "cwd",
  dotenv: "env-file",
  dry: "dry-run",
  e: "env-file",
  env: "env-file",
  force: "on-conflict replace",
  github: "format github",
  json: "format json",
  kill: "on-conflict replace",
  n: "dry-run",
  o: "report",
  output: "report",
  p: "port",
  path: "cwd",
  prefix: "cwd",
  replace: "on-conflict replace",
  revert: "undo",
  root: "cwd",
  sarif: "format sarif",
  t: "timeout",
  wait: "timeout",
  y: "yes",
};

/** No command of ours has this name: says which was meant, with the rest of what was typed. */
export function unknownCommand(name: string, rest: readonly string[]): UsageError {
  const known = Object.hasOwn(otherCommands, name) ? otherCommands[name] : undefined;
  const meant =
    known ??
    nearest(
      name,
      commands.map((command) => command.name),
    );
  // `surestart node server.js`: what is no command of ours may be the start command.
  const words = meant
    ? [...meant.split(" "), ...rest]
    : isProgram(name, rest)
      ? ["run", name, ...rest]
      : null;
  const hint = words ? `; did you mean: ${quoteWords(["surestart", ...words])}` : "";
  return new UsageError(`unknown command ${quoted(name)}${hint}`);
}

function isProgram(name: string, rest: readonly string[]): boolean {
  return /[./\\]/.test(name) || rest.some((word) => !word.startsWith("-"));
}

/** `command` has no such option: says which was meant. `next`: the word that follows. */
export function unknownOption(raw: string, spec: CommandSpec, next: string | undefined): UsageError {
  const name = raw.replace(/^-+/, "");
  const names = [...Object.keys(spec.options), ...Object.keys(commonOptions), "no-color"];
  const known = Object.hasOwn(otherOptions, name) ? otherOptions[name] : undefined;
  const [first = ""] = known?.split(" ") ?? [];
  const meant = known && names.includes(first) ? known : nearest(name, names);
  const option = spec.options[meant ?? ""] ?? commonOptions[meant ?? ""];
  const value = option?.value && next !== undefined && !next.startsWith("-") ? ` ${quoteWords([next])}` : "";
  return new UsageError(
    `${spec.name} has no option ${raw}${meant ? `; did you mean --${meant}${value}?` : ""}`,
    spec.name,
  );
}

export function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 59)}…` : text);
}
