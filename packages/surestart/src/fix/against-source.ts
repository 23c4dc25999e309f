import { decode } from "../env/decode.ts";
import type { Facts } from "../facts.ts";
import type { Change } from "../finding.ts";
import type { FileEdit } from "./file-edit.ts";

/**
 * Why an edit of a source, a script or a manifest may do harm; null where it is shown that this start uses the file, that people
 * write it, and that nothing else in it changes.
 */
export function againstSource(edit: FileEdit, changes: readonly Change[], facts: Facts): string | null {
  const { file, before, after } = edit;
  if (made.test(file)) return `${file} is made by a tool`;
  // What a new file does depends on the edit that uses it.
  if (before === null || after === null) return null;
  const was = decode(before.bytes).text;
  if (keepOut.test(was.slice(0, 2000))) return `${file} says that it is not to be edited`;
  if (changes.some((change) => change.do === "command")) return againstScript(edit, was, facts);
  if (changes.some((change) => change.do === "add-dependency")) return null;
  return isUsed(file, facts) ? null : `this start does not use ${file}`;
}

const made =
  /(?:^|\/)(?:node_modules|site-packages|\.?venv|dist|build|out|\.next|\.nuxt|\.output|\.svelte-kit|__pycache__)\//;
const keepOut =
  /@generated\b|\b(?:do not|don't|never) (?:edit|modify|change|touch)\b|\bauto-?generated\b|\b(?:is|was|file) generated\b/i;

function isUsed(file: string, { source, command }: Facts): boolean {
  return (
    source.reached.includes(file) ||
    command?.entry?.file === file ||
    command?.preloads?.includes(file) === true ||
    command?.at?.file === file
  );
}

/** The script from which the command comes, and no other value of the file. */
function againstScript({ file, after }: FileEdit, was: string, { command }: Facts): string | null {
  const from = [command?.at?.file, command && command.from !== "argument" ? command.from.file : undefined];
  if (!from.includes(file)) return `the start command does not come from ${file}`;
  if (!/\.json$/i.test(file)) return null;
  try {
    const [old, now] = [was, decode(after!.bytes).text].map((text) => JSON.parse(text) as Manifest) as [
      Manifest,
      Manifest,
    ];
    const scripts = new Set([...Object.keys(old.scripts ?? {}), ...Object.keys(now.scripts ?? {})]);
    const changed = [...scripts].filter((name) => old.scripts?.[name] !== now.scripts?.[name]);
    const same = JSON.stringify({ ...old, scripts: null }) === JSON.stringify({ ...now, scripts: null });
    return changed.length === 1 && same ? null : `more than one script of ${file} would change`;
  } catch {
    return `${file} is not valid JSON`;
  }
}

interface Manifest {
  scripts?: Record<string, string>;
}
