import { statSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { nearest } from "../near.ts";
import type { Format } from "../report/report.ts";
import { quoteWords } from "../shell/quote.ts";
import { type Call, type CommandSpec, type OptionSpec, type TypedOption, UsageError } from "./command.ts";
import { commands, commonOptions } from "./commands.ts";
import { quoted, unknownCommand, unknownOption } from "./near-misses.ts";

/** What the arguments of the process ask for. Throws `UsageError`. */
export type Request =
  /** `asked: false`: nothing was typed at all. */
  | { kind: "help"; of: CommandSpec | null; asked?: false }
  | { kind: "version" }
  | { kind: "call"; spec: CommandSpec; call: Call };

/**
 * Reads `process.argv.slice(2)`. Options may come before and after positional arguments; from the start command on nothing is
 * ours. A `--` in front of everything is what a package manager has handed on, and says nothing.
 */
export function parseCall(given: string[], cwd: string = process.cwd()): Request {
  const words = given[0] === "--" ? given.slice(1) : given;
  const [first, ...rest] = words;
  if (first === undefined) return { kind: "help", of: null, asked: false };
  if (first === "help") return { kind: "help", of: rest[0] === undefined ? null : specOf(rest[0], []) };
  if (first === "version") return { kind: "version" };
  if (first.startsWith("-")) return topLevel(words);

  const spec = specOf(first, rest);
  const options = { ...spec.options, ...commonOptions };
  const { own, argv, dashes } = divide(rest, options, spec, cwd);
  const { values, positionals, typed } = readOptions(own, options, spec, rest);
  if (values["help"]) return { kind: "help", of: spec };
  if (values["version"]) return { kind: "version" };
  checkPositionals(positionals, argv, spec);
  return {
    kind: "call",
    spec,
    call: makeCall({ values, args: positionals, argv, typed, dashes }, spec, cwd),
  };
}

type Values = Record<string, string | boolean | string[] | undefined>;

/** Parts the words of a command from the start command that follows them. */
function divide(
  words: string[],
  options: Record<string, OptionSpec>,
  spec: CommandSpec,
  cwd: string,
): { own: string[]; argv: string[] | null; dashes: boolean } {
  const split = words.indexOf("--");
  const before = split === -1 ? words : words.slice(0, split);
  const begin = spec.takesCommand ? commandIn(before, options, spec, cwd, split !== -1) : null;
  if (begin !== null) return { own: words.slice(0, begin), argv: words.slice(begin), dashes: false };
  return { own: before, argv: split === -1 ? null : words.slice(split + 1), dashes: split !== -1 };
}

/**
 * The index of the word that begins the start command without a `--`; null where there is none. Where DIR may come first
 * (`doctor node server.js`, from whose line yarn took the `--`), a word is DIR when it is a folder or the only one.
 */
function commandIn(
  words: string[],
  options: Record<string, OptionSpec>,
  spec: CommandSpec,
  cwd: string,
  dashes: boolean,
): number | null {
  const { tokens } = parse(words, options);
  const [first, second] = tokens.filter((token) => token.kind === "positional");
  if (!first) return null;
  if (spec.takesCommand === "first") {
    const line = dashes && tokens.find((t) => t.kind === "option" && t.index === first.index - 2);
    if (line && line.kind === "option" && options[line.name]?.line)
      throw new UsageError(
        `--${line.name} takes one word, so quote its command: --${line.name} ${quoteWords([words.slice(line.index + 1).join(" ")])}`,
        spec.name,
      );
    return first.index;
  }
  if (!second || dashes) return null;
  const moved = tokens.findLast((token) => token.kind === "option" && token.name === "cwd");
  const here = resolve(cwd, (moved?.kind === "option" && moved.value) || ".");
  const isFolder = (word: string): boolean =>
    statSync(resolve(here, word), { throwIfNoEntry: false })?.isDirectory() === true;
  if (!isFolder(first.value)) return first.index;
  return isFolder(second.value) ? null : second.index;
}

function topLevel(words: string[]): Request {
  for (const word of words) {
    if (word === "--help" || word === "-h") return { kind: "help", of: null };
    if (word === "--version" || word === "-v" || word === "-V") return { kind: "version" };
  }
  const command = words.find((word) => commands.some(({ name }) => name === word));
  if (command)
    throw new UsageError(
      `the command comes first: ${quoteWords(["surestart", command, ...words.filter((word) => word !== command)])}`,
    );
  throw new UsageError(`options follow a command: surestart COMMAND ${quoteWords(words.slice(0, 1))}`);
}

function specOf(name: string, rest: readonly string[]): CommandSpec {
  const spec = commands.find((command) => command.name === name);
  if (spec) return spec;
  throw unknownCommand(name, rest);
}

// Not strict: Node's own messages name neither the command nor the option that was meant.
function parse(words: string[], options: Record<string, OptionSpec>) {
  return parseArgs({
    args: words,
    strict: false,
    tokens: true,
    options: Object.fromEntries(
      Object.entries(options).map(([name, { value, short }]) => [
        name,
        { type: value ? "string" : "boolean", ...(short ? { short } : {}) } as const,
      ]),
    ),
  });
}

function readOptions(
  words: string[],
  options: Record<string, OptionSpec>,
  spec: CommandSpec,
  all: string[],
): { values: Values; positionals: string[]; typed: TypedOption[] } {
  const known = Object.entries(options);
  const { tokens, positionals } = parse(words, options);
  const typed: TypedOption[] = [];
  const values: Values = {};
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const separate = token.value !== undefined && !token.inlineValue;
    typed.push({ name: token.name, words: words.slice(token.index, token.index + (separate ? 2 : 1)) });
    if (token.name === "no-color") {
      values["color"] = false;
      continue;
    }
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    if (!option) throw unknownOption(token.rawName, spec, all[token.index + 1]);
    if (!option.value) {
      if (token.value !== undefined) throw new UsageError(`--${token.name} takes no value`, spec.name);
      values[token.name] = true;
      continue;
    }
    if (token.value === undefined || (!token.inlineValue && /^--?[a-z]/.test(token.value)))
      throw new UsageError(`--${token.name} needs a value: --${token.name} ${option.value}`, spec.name);
    checkValue(token.name, token.value, option, spec);
    values[token.name] = option.repeatable
      ? [...((values[token.name] as string[] | undefined) ?? []), token.value]
      : token.value;
  }
  for (const [name, { excludes = [] }] of known) {
    const other = excludes.find((one) => values[one] !== undefined);
    if (values[name] !== undefined && other)
      throw new UsageError(`--${name} and --${other} cannot be combined`, spec.name);
  }
  return { values, positionals, typed };
}

function checkValue(name: string, value: string, option: OptionSpec, spec: CommandSpec): void {
  const choices = name === "format" ? spec.formats : option.choices;
  if (choices && !(choices as string[]).includes(value)) {
    const near = nearest(value, choices);
    throw new UsageError(
      `--${name} must be one of ${choices.join(", ")}, not ${quoted(value)}${near ? `; did you mean ${near}?` : ""}`,
      spec.name,
    );
  }
  if (option.check === "integer" && !/^\d+$/.test(value))
    throw new UsageError(`--${name} must be a whole number, not ${quoted(value)}`, spec.name);
  if (option.check === "seconds" && !(Number(value) > 0))
    throw new UsageError(`--${name} must be a number of seconds above 0, not ${quoted(value)}`, spec.name);
}

function checkPositionals(positionals: string[], argv: string[] | null, spec: CommandSpec): void {
  const { min = 0, max } = spec.args;
  if (argv !== null && !spec.takesCommand)
    throw new UsageError(`${spec.name} takes no command after --`, spec.name);
  if (argv?.length === 0) throw new UsageError("there is no command after --", spec.name);
  if (positionals.length > max)
    throw new UsageError(
      `${spec.name} takes ${max === 0 ? "no argument" : `${max} argument${max === 1 ? "" : "s"}`}, not ${positionals.length}`,
      spec.name,
    );
  if (positionals.length < min)
    throw new UsageError(`${spec.usage} is missing: surestart ${spec.name} ${spec.usage}`, spec.name);
}

function makeCall(
  { values, ...read }: Pick<Call, "args" | "argv" | "typed" | "dashes"> & { values: Values },
  spec: CommandSpec,
  here: string,
): Call {
  const list = (name: string): string[] => {
    checkName(name, spec);
    const value = values[name];
    return Array.isArray(value) ? value : typeof value === "string" ? [value] : [];
  };
  const cwd = resolve(here, list("cwd").at(-1) ?? ".");
  return {
    name: spec.name,
    ...read,
    flag: (name) => {
      checkName(name, spec);
      return values[name] === true;
    },
    text: (name) => list(name).at(-1),
    list,
    format: (list("format").at(-1) as Format | undefined) ?? "text",
    color: values["color"] as boolean | undefined,
    cwd,
    envFiles: list("env-file").map((file) => resolve(cwd, file)),
  };
}

/** An option that a command asks for and its spec does not have is a defect, not a missing option. */
function checkName(name: string, spec: CommandSpec): void {
  if (!Object.hasOwn(spec.options, name) && !Object.hasOwn(commonOptions, name))
    throw new TypeError(`${spec.name} has no option --${name}`);
}
