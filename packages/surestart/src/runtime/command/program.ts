import { readNodeProgram } from "./node.ts";
import { readOtherProgram } from "./other-servers.ts";
import { nothing, type Program } from "./program-facts.ts";
import { readPythonProgram } from "./python.ts";
import { type Gathered, programName, type Step } from "./state.ts";

/** Reads the innermost command: which server or interpreter it is, what it starts, on which port. */
export function readProgram(step: Step, to: Gathered): Program {
  const name = programName(step.argv[0] ?? "");
  return (
    readPythonProgram(name, step, to) ??
    readNodeProgram(name, step, to) ??
    readOtherProgram(name, step, to) ??
    nothing
  );
}
