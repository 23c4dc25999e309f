import type { Mask } from "../report/mask.ts";
import type { Call } from "./command.ts";
import { commands, commonOptions } from "./commands.ts";
import { shownWords } from "./shell.ts";

/** What is said to be typed next repeats what was typed: the folder, the options that still count, the start command. */
export interface Again {
  /** Our command. */
  name: string;
  /** Words to add to those that were typed; the same option as typed before is replaced. */
  add?: readonly string[];
  /** Options that are left out. */
  drop?: readonly string[];
  /** Another start command, as a shell takes it. */
  start?: string;
}

export type AgainCall = Pick<Call, "name" | "args" | "typed" | "argv" | "dashes">;

/** How the result is shown does not have to be repeated. */
const ofDisplay = ["format", "color", "no-color", "report"];

/** The command line to be typed next, as it may be shown. */
export function again(call: AgainCall, what: Again, mask: Mask): string {
  const { name, add = [], drop = [], start } = what;
  const spec = commands.find((one) => one.name === name)!;
  const known = { ...spec.options, ...commonOptions };
  const added = add.map((word) => /^--([\w-]+)/.exec(word)?.[1]);
  const typed = call.typed.filter(
    (option) =>
      Object.hasOwn(known, option.name) &&
      !spec.useless?.includes(option.name) &&
      ![...ofDisplay, ...drop, ...added].includes(option.name),
  );
  // `doctor DIR` is `run --cwd DIR`.
  const [dir] = takesFolder(call.name) ? call.args : [];
  const folder = dir === undefined ? [] : takesFolder(name) ? [dir] : ["--cwd", dir];
  const before = ["surestart", name, ...folder, ...typed.flatMap(({ words }) => words), ...add];
  const own = spec.takesCommand && call.argv !== null && start === undefined ? call.argv : [];
  const dashes = spec.takesCommand === "dashes" || call.dashes ? ["--"] : [];
  const words = [...before, ...(own.length > 0 ? [...dashes, ...own] : [])];
  const line = shownWords(words, mask);
  return start === undefined ? line : `${line}${spec.takesCommand === "dashes" ? " --" : ""} ${start}`;
}

/**
 * The command line of a fix with what was typed put in: `surestart run --port 8080` becomes
 * `surestart run --host ::1 --port 8080 node server.js`. Any other command stays as it is.
 */
export function completed(call: AgainCall, command: string, mask: Mask): string {
  const [us, name = "", ...add] = command.split(" ");
  if (us !== "surestart" || !commands.some((one) => one.name === name && one.takesCommand)) return command;
  // What doctor was to repair is not what run is to repair.
  return again(call, { name, add, drop: name === call.name ? [] : ["fix", "yes"] }, mask);
}

function takesFolder(name: string): boolean {
  return commands.some((one) => one.name === name && one.takesCommand === "dashes");
}
