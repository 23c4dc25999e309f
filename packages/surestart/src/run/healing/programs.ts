import type { StartCommand } from "../../facts.ts";
import { findExecutable, searchPath } from "../../runtime/executable.ts";

/** The programs that a command starts, as they are found now: the one that is typed, and the one inside of npm and its like. */
export function programsOf(command: StartCommand): string[] {
  const folders = searchPath(command, process.env, []);
  const words = [command.argv[0], command.program[0]];
  // A script names its interpreter, which npm and `env` look up.
  const also = command.language === "python" ? ["python3", "python"] : ["node"];
  const found = [...words, ...also].flatMap((word) =>
    word === undefined ? [] : (findExecutable(word, command.cwd, folders, process.env) ?? []),
  );
  return [...new Set(found)];
}
