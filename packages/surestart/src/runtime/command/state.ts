import path from "node:path";
import type { CommandEnvFile, Drop, StartCommand } from "../../facts.ts";
import type { Place } from "../../finding.ts";
import { relativeTo } from "../../folders.ts";

/** One layer of a command: what is run, where, and where that is written. */
export interface Step {
  argv: string[];
  cwd: string;
  at: Place | null;
}

/** What the layers gather on the way inward. */
export interface Gathered {
  /** The project's folder: places are relative to it. */
  dir: string;
  environment: Record<string, string | undefined>;
  /** Assignments in front of the command, and exports of scripts. */
  env: Record<string, string>;
  envFiles: CommandEnvFile[];
  through: string[];
  drops: Drop[];
  setInVain: NonNullable<StartCommand["setInVain"]>;
  tasks: NonNullable<StartCommand["tasks"]>;
  preloads: string[];
  alone: boolean;
  execs?: true;
  /** The main file of what a runner builds and starts by itself. */
  main?: string;
  scriptMissing?: NonNullable<StartCommand["scriptMissing"]>;
  /** The text of every script on the way, and of those that npm runs before it. */
  steps: { text: string; cwd: string }[];
  reloads: boolean;
  /** Reads another command as if it were the whole. */
  look: (step: Step) => Promise<StartCommand>;
  /** Words that came from a variable (`$PORT`), with its name. */
  expanded: Map<string, string>;
}

/** Takes one layer off; null when it is not of its kind. */
export type Peel = (step: Step, to: Gathered) => Step | null | Promise<Step | null>;

/** The value of a variable as the program is given it: its assignments, then the environment. */
export function variable(to: Gathered, name: string): string | undefined {
  return to.env[name] ?? to.environment[name];
}

/** A switch as Python's and shells' tools read one. */
export function isTrue(name: string | undefined, to: Gathered): boolean {
  return name !== undefined && /^(1|true|t|yes|y|on)$/i.test(variable(to, name) ?? "");
}

/** Keeps a word `NAME=value` as a variable of the command. */
export function assign(word: string, to: Gathered): void {
  const [name, ...rest] = word.split("=");
  if (name) to.env[name] = rest.join("=");
}

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

/** Relative to the project's folder, with forward slashes. */
export function shown(to: { dir: string }, file: string): string {
  return relativeTo(to.dir, file) || ".";
}

export function addEnvFile(
  to: Gathered,
  step: Step,
  file: string,
  dialect: CommandEnvFile["dialect"],
  rest: Partial<CommandEnvFile>,
): void {
  to.envFiles.push({
    file: shown(to, path.resolve(step.cwd, file)),
    dialect,
    at: step.at,
    optional: false,
    override: false,
    ...rest,
  });
}
