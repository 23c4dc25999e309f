import type { RuntimeFacts, StartCommand } from "../../facts.ts";
import { runsOneLine } from "../../known/_find.ts";

/** The program that the script of a start command starts, where it does not exist: in a longer script the name may be a function of its own. */
export function missingProgram(
  command: Pick<StartCommand, "through" | "execs">,
  { program }: Pick<RuntimeFacts, "program">,
): string | null {
  if (!program || program.path !== null || !/^[\w@.-]+$/.test(program.word)) return null;
  const plain = command.through.every(runsOneLine);
  return plain || command.execs ? program.word : null;
}
