import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { resolve } from "node:path";
import type { Facts } from "../facts.ts";
import { isOpen } from "../open-value.ts";
import { isSecretName } from "../secret-name.ts";
import { looksLikePlaceholder, looksRandom } from "../secret-value.ts";

/** Placeholders, and what an example file says: everybody knows them, so they give nothing away where they are no value. */
export function publicValues({ env }: Facts): Set<string> {
  const examples = env.files
    .filter((f) => f.role === "example")
    .flatMap((f) => f.bindings.map((b) => b.value));
  const values = [
    ...env.files.flatMap((f) => f.bindings.map((b) => b.value)),
    ...env.variables.flatMap(({ value, setValue }) => [value ?? "", setValue ?? ""]),
  ];
  return new Set([
    ...examples.filter((value) => !looksRandom(value)),
    ...values.filter(looksLikePlaceholder),
  ]);
}

/** Names, hosts and folders that findings have to speak of. */
export function spokenWords(facts: Facts): string[] {
  const { env, project, command, runtime, services } = facts;
  const open = env.variables.flatMap(({ name, value, setValue }) =>
    [value, setValue].filter((one) => one !== null && !isSecretName(name) && isOpen(name, one)),
  );
  return [
    ...env.variables.map(({ name }) => name),
    ...env.files.map(({ file }) => file),
    ...runtime.packages.map(({ distribution }) => distribution),
    ...[...open, ...services.map(({ host }) => host)].filter((word) => word !== null && !looksRandom(word)),
    // The folders of the machine are no values, whatever they look like.
    project.dir,
    project.root,
    command?.cwd ?? "",
    runtime.interpreter?.path ?? "",
  ].filter((word): word is string => word !== null && word !== "");
}

/** Whether a value is the path of a file or folder that exists, or that the program says it could not open. */
export function knownPaths({ project, command, run }: Facts): (value: string) => boolean {
  const cwd = command?.cwd ?? project.dir;
  const said = run?.outcome === "failed" ? [...run.output.slice(-60), ...(run.crash?.lines ?? [])] : [];
  const refused = said.filter((line) => unopened.test(line));
  const known = new Map<string, boolean>();
  return (value) => {
    if (value.length > longest || !path.test(value)) return false;
    const before = known.get(value);
    if (before !== undefined) return before;
    const full = resolve(cwd, value.replace(/^~(?=[/\\]|$)/, homedir()));
    const named = [value, full].some((one) => refused.some((line) => quotes(line, one)));
    const answer = named || existsSync(full);
    known.set(value, answer);
    return answer;
  };
}

/** A longer one is no path of a file on any system. */
const longest = 4096;
const path = /^(?:\/|\.{1,2}\/|~(?:[/\\]|$)|[A-Za-z]:[\\/])[^\0\n\r]*$/;
const unopened =
  /\b(?:ENOENT|EACCES|EPERM|EROFS|EISDIR|ENOTDIR)\b|\[Errno (?:1|2|13|20|21|30)\]|no such file|\bfile \S+ was not found\b|cannot open|can't open|permission denied/i;

function quotes(line: string, value: string): boolean {
  return [`'${value}'`, `"${value}"`, `\`${value}\``, ` ${value} `].some((quoted) => line.includes(quoted));
}
