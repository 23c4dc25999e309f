import type { Place } from "../../finding.ts";
import { readScript } from "../../shell/script.ts";
import { addEnvFile, type Gathered, type Step } from "./state.ts";

/** Reads a script and gives the program that it starts; what it does on the way is gathered. */
export function readShell(
  text: string,
  from: { cwd: string; at: Place | null; lines: boolean; self?: string; args?: string[] },
  to: Gathered,
): Step | null {
  const { program, env, files, several, execs, unset, setInVain } = readScript({
    text,
    ...from,
    variables: { ...to.environment, ...to.env },
    sourced: to.envFiles.length > 0,
    expanded: to.expanded,
  });
  for (const { file, cwd, at, dialect, ...rest } of files)
    addEnvFile(to, { argv: [], cwd, at }, file, dialect, { override: true, ...rest });
  if (program === null) return null;
  for (const { name, at } of unset)
    if (env[name] === undefined) to.drops.push({ by: "unset", at, names: [name] });
  to.setInVain.push(...setInVain);
  to.steps.push({ text, cwd: from.cwd });
  Object.assign(to.env, env);
  if (several) to.alone = false;
  if (execs) to.execs = true;
  return program;
}
