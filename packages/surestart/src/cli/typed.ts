import type { Typed } from "../run/typed.ts";
import { again, completed } from "./again.ts";
import type { Call } from "./command.ts";
import { noCommand } from "./no-command.ts";

/** What `run` has to say of the command line with which it was called. */
export function typedBy(call: Call): Typed {
  return {
    fixCommand: (mask, runs) =>
      again(call, runs ? { name: "run", add: ["--fix", "--yes"] } : { name: "doctor", add: ["--fix"] }, mask),
    completed: (command, mask) => completed(call, command, mask),
    noCommand: (dir) => noCommand(call, dir),
  };
}
