import path from "node:path";
import type { Loader } from "../../facts.ts";
import { readText } from "../../files.ts";
import { commandLoaders } from "./commands.ts";
import { joinedLines } from "./joined-lines.ts";
import { named, type ProjectFiles } from "./project-files.ts";

/**
 * What an image starts: the last CMD and ENTRYPOINT of a Dockerfile. ENV gives a variable a value and reads no file. The
 * folder of the Dockerfile stands for the one in the image, into which it is copied.
 */
export async function dockerfileLoaders(project: ProjectFiles): Promise<Loader[]> {
  const loaders: Loader[] = [];
  for (const file of named(project, /^(?:Dockerfile|Containerfile)(?:\..+)?$|\.Dockerfile$/i)) {
    const cwd = path.posix.dirname(file);
    const started = startedBy(readText(path.join(project.dir, file)) ?? "");
    for (const { argv, line } of started)
      loaders.push(...(await commandLoaders(project, argv, { cwd, at: { file, line } })));
  }
  return loaders;
}

function startedBy(text: string): { argv: string[]; line: number }[] {
  const last = new Map<string, { argv: string[]; line: number }>();
  for (const { text: written, line } of joinedLines(text)) {
    const [, word, rest] = /^\s*(CMD|ENTRYPOINT)\s+(.+)$/i.exec(written) ?? [];
    if (word === undefined || rest === undefined) continue;
    last.set(word.toUpperCase(), { argv: execForm(rest) ?? ["sh", "-c", rest], line });
  }
  return [...last.values()];
}

function execForm(text: string): string[] | null {
  try {
    const words: unknown = JSON.parse(text);
    return Array.isArray(words) && words.length > 0 && words.every((word) => typeof word === "string")
      ? words
      : null;
  } catch {
    return null;
  }
}
