import { startOf } from "../files.ts";
import { programName } from "../program-name.ts";

/**
 * The program that runs a script: what its first line names, of `env` what that looks for, and the Python that pip writes on
 * the second line where its path is too long for the first. A carriage return at the end is part of the name, as for the
 * system. null: not a script, or the line does not tell.
 */
export function scriptInterpreter(file: string): string | null {
  const text = startOf(file);
  const long = /^#!\/bin\/sh\r?\n'''exec' "?([^"\n]+?)"? "\$0"/.exec(text)?.[1];
  if (long !== undefined) return long;
  const [, program = "", rest = ""] = /^#![ \t]*([^ \t\n]+)[ \t]*([^\n]*)/.exec(text) ?? [];
  if (program === "") return null;
  if (programName(program) !== "env" || rest === "") return program;
  // Without -S the kernel hands over all of the rest as one word.
  const words = /^(?:-S|--split-string)\b/.test(rest) ? rest.split(/[ \t]+/).slice(1) : [rest];
  const name = words.find((word) => !/^[A-Za-z_]\w*=/.test(word));
  return name === undefined || name.startsWith("-") ? null : name;
}
