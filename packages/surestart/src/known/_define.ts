import type { Language } from "../facts.ts";
import type { Load } from "./_loads.ts";

/**
 * All that surestart knows of one tool, as data: one file per tool. The rooms interpret these rows and name no tool
 * themselves. A part that a tool has nothing of is left out.
 *
 * What a start needs before the program runs (`startParts`) is copied by `npm run known` into `_start.ts`, so that a start
 * loads one small file; it must therefore be plain data: no functions, no imports.
 */
export interface Tool {
  /** As the facts name it (`StartCommand.server`, `through`) and as people call it. */
  name: string;
  /** What it is written for: the language of the program that it runs. */
  language?: Language;
  /** The programs by which it is started. @default its name */
  programs?: readonly string[];
  /** The packages that bring it, by registry, where their name is not the tool's. */
  packages?: { npm?: string; pypi?: string };
  server?: Server;
  /** Ways in which code loads a .env with it. */
  loads?: readonly Load[];
}

/** The parts that a start needs. */
export const startParts = ["name", "language", "programs", "server", "loads"] as const;

/** A tool, as `_start.ts` has it. */
export type StartTool = Pick<Tool, (typeof startParts)[number]>;

/** A program that serves: how its command line is read, how it is told its port, what it does by itself. */
export interface Server {
  /** How its words are read. Options are named here `port`, `host`, `address` (both), `app`, `workers`, whatever they are called there. */
  options: CommandOptions;
  /** How it is told its port, best first: words, then variables. Without it, PORT and HOST tell it. */
  tell?: Tell;
  /** The port that it takes when nobody says one. */
  port?: number;
}

/** Options of a command: `"port p"` is --port and -p. */
export interface CommandOptions {
  /** Those with a value. */
  values: string;
  /** Those without one, where `unknown` is "value". */
  flags?: string;
  /** What an option does that is not listed. @default "flag" */
  unknown?: "flag" | "value";
}

/** Words with `{port}`, `{host}` or `{address}` (both, with brackets where IPv6 needs them) in them. */
export interface Tell {
  port?: string;
  host?: string;
  /** A server that has only this listens on the loopback address by default. */
  both?: string;
  /** Of two options of a kind the last one wins: then appending is enough. */
  lastWins?: true;
  /** The port is a positional word, not an option. */
  positional?: true;
  /** Variables that the server itself reads, besides PORT. */
  variables?: { port: string; host?: string };
  /** It reads PORT itself. */
  readsPort?: true;
}

export function defineTool(tool: Tool): Tool {
  return tool;
}
