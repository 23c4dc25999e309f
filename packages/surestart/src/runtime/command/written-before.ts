import path from "node:path";
import type { CommandEnvFile } from "../../facts.ts";
import { isFile, readText } from "../../files.ts";
import { literally } from "../../literally.ts";
import type { Gathered } from "./state.ts";

/**
 * The .env files of a command, those marked that a step before the program writes: a copy or a redirection in a script, or
 * a file that such a step runs and that speaks of the .env and writes.
 *
 * @param program the file that is started in the end, absolute
 */
export function markMade(to: Gathered, program: string | null): CommandEnvFile[] {
  return to.envFiles.map((file) =>
    to.steps.some((step) => writes(step, path.basename(file.file), program)) ? { ...file, made: true } : file,
  );
}

function writes({ text, cwd }: { text: string; cwd: string }, name: string, program: string | null): boolean {
  const file = literally(name);
  const behind = `(?:[^\\s"'/]*/)*["']?${file}["']?(?=\\s|$|[;&|)])`;
  const copies = new RegExp(`\\b(?:cp|mv|ln|install)\\s[^\\n;&|]*\\s["']?${behind}`);
  const redirects = new RegExp(`(?:>|\\btee\\b(?:\\s+-a)?)\\s*["']?${behind}`);
  if (copies.test(text) || redirects.test(text)) return true;
  return text.split(/[\s;&|]+/).some((word) => {
    const script = path.resolve(cwd, word);
    if (word === "" || script === program) return false;
    const inside = isFile(script) ? readText(script) : null;
    return inside !== null && writing.test(inside) && new RegExp(`["'\`/\\s]${file}["'\`\\s]`).test(inside);
  });
}

/** Words of a script that makes files, in the languages of scripts. */
const writing =
  /\b(writeFile|writeFileSync|copyFile|copyFileSync|createWriteStream|write_text|shutil\.copy|cp|tee)\b|>\s*\S/;
