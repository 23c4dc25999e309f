import { toolsOf } from "../../known/_find.ts";
import { programName } from "../../program-name.ts";
import { readKnownProgram } from "./known-program.ts";
import { readNodeProgram } from "./node.ts";
import { nothing, type Program } from "./program-facts.ts";
import { readPythonProgram } from "./python.ts";
import type { Gathered, Step } from "./state.ts";

/** Reads the innermost command: which server or interpreter it is, what it starts, on which port. */
export function readProgram(step: Step, to: Gathered): Program {
  const name = programName(step.argv[0] ?? "");
  const special = readPythonProgram(name, step, to) ?? readNodeProgram(name, step, to);
  if (special) return special;
  const [tool] = toolsOf(name, "command");
  return tool ? readKnownProgram(tool, 1, step, to) : nothing;
}
