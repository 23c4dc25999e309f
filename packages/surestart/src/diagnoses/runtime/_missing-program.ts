import type { RuntimeFacts, StartCommand } from "../../facts.ts";

/** Wrappers whose script is one command line: in a longer script the name may be a function of its own. */
const plainWrappers = /^(npm|pnpm|yarn|make|honcho|foreman|overmind|hivemind)$/;

/** The program that the script of a start command starts, where it does not exist. */
export function missingProgram(
  command: Pick<StartCommand, "through" | "execs">,
  { program }: Pick<RuntimeFacts, "program">,
): string | null {
  if (!program || program.path !== null || !/^[\w@.-]+$/.test(program.word)) return null;
  const plain = command.through.every((name) => plainWrappers.test(name));
  return plain || command.execs ? program.word : null;
}
