import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { nearest } from "../near.ts";
import { type Call, type CommandSpec, type Format, type OptionSpec, UsageError } from "./command.ts";
import { commands, commonOptions } from "./commands.ts";

/** What the arguments of the process ask for. Throws `UsageError`. */
export type Request =
  | { kind: "help"; of: CommandSpec | null }
  | { kind: "version" }
  | { kind: "call"; spec: CommandSpec; call: Call };

/** Reads `process.argv.slice(2)`. Options may stand before and behind positional arguments; behind `--` nothing is ours. */
export function parseCall(words: string[], cwd: string = process.cwd()): Request {
  const split = words.indexOf("--");
  const own = split === -1 ? words : words.slice(0, split);
  const argv = split === -1 ? null : words.slice(split + 1);
  const first = own[0];
  if (first === undefined) throw new UsageError("which command?");
  if (first === "help") return { kind: "help", of: own[1] === undefined ? null : specOf(own[1]) };
  if (first.startsWith("-")) return topLevel(own);

  const spec = specOf(first);
  const options = { ...spec.options, ...commonOptions };
  const { values, positionals } = readOptions(own.slice(1), options, spec);
  if (values["help"]) return { kind: "help", of: spec };
  if (values["version"]) return { kind: "version" };
  checkPositionals(positionals, argv, spec);
  return { kind: "call", spec, call: makeCall(values, positionals, argv, spec, cwd) };
}

type Values = Record<string, string | boolean | string[] | undefined>;

function topLevel(words: string[]): Request {
  for (const word of words) {
    if (word === "--help" || word === "-h") return { kind: "help", of: null };
    if (word === "--version" || word === "-v" || word === "-V") return { kind: "version" };
  }
  const command = words.find((word) => commands.some(({ name }) => name === word));
  if (command)
    throw new UsageError(
      `the command comes first: surestart ${command} ${words.filter((word) => word !== command).join(" ")}`,
    );
  throw new UsageError(`there is no option ${words[0]} without a command`);
}

function specOf(name: string): CommandSpec {
  const spec = commands.find((command) => command.name === name);
  if (spec) return spec;
  const near = nearest(
    name,
    commands.map((command) => command.name),
  );
  throw new UsageError(`there is no command ${quote(name)}${near ? `; did you mean ${near}?` : ""}`);
}

function readOptions(
  words: string[],
  options: Record<string, OptionSpec>,
  spec: CommandSpec,
): { values: Values; positionals: string[] } {
  const known = Object.entries(options);
  // Not strict: Node's own messages name neither the command nor the option that was meant.
  const { tokens, positionals } = parseArgs({
    args: words,
    strict: false,
    tokens: true,
    options: Object.fromEntries(
      known.map(([name, { value, short }]) => [
        name,
        { type: value ? "string" : "boolean", ...(short ? { short } : {}) } as const,
      ]),
    ),
  });
  const values: Values = {};
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    if (token.name === "no-color") {
      values["color"] = false;
      continue;
    }
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    if (!option)
      throw unknownOption(
        token.rawName,
        known.map(([name]) => name),
        spec,
      );
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
    const beside = excludes.find((other) => values[other] !== undefined);
    if (values[name] !== undefined && beside)
      throw new UsageError(`--${name} and --${beside} exclude each other`, spec.name);
  }
  return { values, positionals };
}

function checkValue(name: string, value: string, option: OptionSpec, spec: CommandSpec): void {
  const choices = name === "format" ? spec.formats : option.choices;
  if (choices && !(choices as string[]).includes(value)) {
    const near = nearest(value, choices);
    throw new UsageError(
      `--${name} is one of ${choices.join(", ")}, not ${quote(value)}${near ? `; did you mean ${near}?` : ""}`,
      spec.name,
    );
  }
  if (option.check === "integer" && !/^\d+$/.test(value))
    throw new UsageError(`--${name} is a whole number, not ${quote(value)}`, spec.name);
  if (option.check === "seconds" && !(Number(value) > 0))
    throw new UsageError(`--${name} is a number of seconds above 0, not ${quote(value)}`, spec.name);
}

function checkPositionals(positionals: string[], argv: string[] | null, spec: CommandSpec): void {
  const { min = 0, max } = spec.args;
  if (argv !== null && !spec.takesCommand)
    throw new UsageError(`${spec.name} takes no command behind --`, spec.name);
  if (argv?.length === 0) throw new UsageError("there is no command behind --", spec.name);
  if (positionals.length > max) {
    const start = positionals.slice(max).join(" ");
    if (spec.takesCommand && argv === null)
      throw new UsageError(
        `the start command stands behind --: surestart ${spec.name} -- ${start}`,
        spec.name,
      );
    throw new UsageError(
      `${spec.name} takes ${max === 0 ? "no argument" : `${max} argument${max === 1 ? "" : "s"}`}, not ${positionals.length}`,
      spec.name,
    );
  }
  if (positionals.length < min)
    throw new UsageError(`what is missing: surestart ${spec.name} ${spec.usage}`, spec.name);
}

function makeCall(
  values: Values,
  args: string[],
  argv: string[] | null,
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
    args,
    argv,
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

function unknownOption(raw: string, names: string[], spec: CommandSpec): UsageError {
  const near = nearest(raw.replace(/^-+/, ""), [...names, "no-color"]);
  return new UsageError(
    `${spec.name} has no option ${raw}${near ? `; did you mean --${near}?` : ""}`,
    spec.name,
  );
}

function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 59)}…` : text);
}
