import { ShellError } from "../../shell/words.ts";
import { Collector, own, type Reading, type ReadOptions, Refusal } from "../reading.ts";
import { evaluate, type Scope } from "./bash-evaluate.ts";
import { type Command, parseList } from "./bash-parse.ts";

/**
 * What `set -a; . ./.env` gives in bash, as far as the file consists of assignments: quotes, escapes, `$NAME`, `${NAME:-…}`,
 * `export`, several assignments on a line. Nothing is ever executed: a command, and a value with a command substitution, is
 * reported instead. A carriage return is an ordinary character. At a syntax error the shell stops; what is before counts.
 */
export function readBash(input: string, options: ReadOptions = {}): Reading {
  const text = input.includes("\0") ? input.replaceAll("\0", "") : input;
  const out = new Collector(text);
  const env = options.env ?? {};
  const variables = new Map<string, string | null>();
  const exported = new Set<string>();
  let allExported = true;
  const scope: Scope = {
    get: (name) => (variables.has(name) ? (variables.get(name) ?? undefined) : own(env, name)),
    set: (name, value) => {
      variables.set(name, value);
      if (allExported || own(env, name) !== undefined) exported.add(name);
    },
    spend: (value, at) => out.budget.spend(value, at),
    report: (at, reason, key) => out.problem(at, reason, key),
  };
  const state = { compound: false };
  let refusal: Refusal | undefined;
  try {
    for (let at = 0; at < text.length; ) {
      const list = parseList(text, at, state);
      for (const command of list.commands) {
        if (command.kind === "assignments") assign(command, scope);
        else if (command.kind === "builtin") builtin(command, scope, variables, exported);
        else if (command.kind === "allexport") allExported = command.on;
        else unexecuted(command, scope);
      }
      at = list.next;
    }
  } catch (error) {
    if (error instanceof ShellError) refusal = new Refusal(error.at, error.reason);
    else if (error instanceof Refusal) refusal = error;
    else throw error;
  }
  for (const [name, value] of variables) if (value !== null && exported.has(name)) out.set(name, value);
  return out.finish(refusal);
}

function assign(command: Extract<Command, { kind: "assignments" }>, scope: Scope): void {
  for (const { name, append, word, at } of command.assignments) {
    const value = scope.spend(evaluate(word, scope, name, at), at);
    scope.set(name, append ? (scope.get(name) ?? "") + value : value);
  }
}

/**
 * A command is not executed; but its words are expanded first, and that may set variables (`${X=1}`) or end the shell
 * (`${X:?}`). If nothing at all comes of them, there is no command, and what is before them counts.
 */
function unexecuted(command: Extract<Command, { kind: "command" }>, scope: Scope): void {
  const { at, assignments, words } = command;
  const nothing = words.map((word) => {
    const values = word.map((part) => evaluate([part], { ...scope, report: () => {} }, "", at));
    return word.every((part, i) => part.kind === "variable" && values[i] === "");
  });
  if (words.length > 0 && nothing.every((one) => one))
    assign({ kind: "assignments", at, assignments }, scope);
  else scope.report(at, "command", assignments[0]?.name);
}

function builtin(
  command: Extract<Command, { kind: "builtin" }>,
  scope: Scope,
  variables: Map<string, string | null>,
  exported: Set<string>,
): void {
  // A name that comes of an expansion is not looked at.
  const odd = command.names.find((name) => !/^\w+$/.test(name));
  if (odd !== undefined) scope.report(command.at, "expansion");
  const removes = command.name === "unset" || (command.name === "export" && command.flags.includes("n"));
  for (const name of command.names) {
    if (removes) variables.set(name, null);
    else if (command.name === "export" && scope.get(name) !== undefined) {
      variables.set(name, scope.get(name) as string);
      exported.add(name);
    }
  }
  for (const { name, append, word, at } of command.assignments) {
    const value = scope.spend(evaluate(word, scope, name, at), at);
    scope.set(name, append ? (scope.get(name) ?? "") + value : value);
    if (command.name !== "readonly") exported.add(name);
  }
}
