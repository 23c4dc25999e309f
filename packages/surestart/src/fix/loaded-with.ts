import { resolve } from "node:path";
import type { resolveEnv } from "../env/resolve.ts";
import type { Facts, Loader } from "../facts.ts";
import { readPlainFile } from "../files.ts";
import { readByRun } from "./readers.ts";

type Question = Parameters<typeof resolveEnv>[0];

/** What this start loads, where one file has these bytes. */
export function loadedWith(facts: Facts, file: string, bytes: Uint8Array): Question {
  const { env, project } = facts;
  const contentOf = (one: string): Uint8Array | null =>
    one === file ? bytes : readPlainFile(resolve(project.dir, one));
  const loaders: Question["loaders"] = env.loaders
    .filter((l) => l.plain && !l.byHand)
    .map((l) => ({
      dialect: l.dialect,
      override: l.override,
      own: l.own,
      files: foundWith(l, file).flatMap((one) => {
        const content = contentOf(one);
        return content ? [{ file: one, content }] : [];
      }),
    }));
  const run = readByRun(facts);
  const byRun = run?.file === file ? [{ dialect: run.dialect, files: [{ file, content: bytes }] }] : [];
  return { environment: env.environment, loaders: [...byRun, ...loaders] };
}

/** A new file may be found instead of another one, which then is read no more. */
export function againstShadow(facts: Facts, file: string): string | null {
  for (const loader of [...facts.env.loaders, ...facts.env.otherLoaders]) {
    const [first] = loader.found;
    if (first !== undefined && !foundWith(loader, file).includes(first))
      return `${loader.at?.file ?? loader.how} would no longer read ${first}`;
  }
  return null;
}

/** The files that a loader finds once this one exists. */
function foundWith({ files, found, search }: Loader, file: string): string[] {
  const all = files.filter((one) => one === file || found.includes(one));
  return search === "caller-up" || search === "cwd-up" ? all.slice(0, 1) : all;
}
