import path from "node:path";
import type { Entry } from "../../facts.ts";
import { isFile, isObject, jsonObject, readText } from "../../files.ts";
import { toolsOf, toolsWith } from "../../known/_find.ts";
import { type Gathered, shown, upward } from "./state.ts";

/** Folders that builds write, by custom; tsconfig's outDir counts, too. */
const outputs = ["dist", "build", "out", "lib", ".next", ".output", ".nuxt"];

/** A build writes the folder `name` of the package in `folder`. */
export function isOutput(folder: string, name: string): boolean {
  return outputs.includes(name) || compilerFolders(folder, "outDir").includes(name);
}

/**
 * The source from which an entry is built that does not exist yet: `src/main.ts` for `dist/main.js`. null where there is no
 * such file, or the entry lies in no folder that a build writes.
 *
 * @param missing as the command names it, relative to the project
 */
export function sourceOf(dir: string, missing: string): string | null {
  const file = path.resolve(dir, missing);
  const folder = upward(path.dirname(file), "package.json");
  if (folder === null) return null;
  const [first = "", ...inner] = path.relative(folder, file).split(path.sep);
  if (inner.length === 0 || !isOutput(folder, first)) return null;
  const stem = path.join(...inner).replace(/\.[mc]?js$/, "");
  const roots = [...compilerFolders(folder, "rootDir"), "src", "."];
  const stems = roots.flatMap((root) => [
    path.join(folder, root, stem),
    path.join(folder, root, stem, "index"),
  ]);
  const found = stems.flatMap((base) => sources.map((ending) => base + ending)).find(isFile);
  return found === undefined ? null : shown({ dir }, found);
}

const sources = [".ts", ".mts", ".cts", ".tsx", ".js", ".mjs", ".cjs"];

/** tsconfig is JSON with comments: `outDir` and `rootDir` are read from the text; the first folder of their path. */
function compilerFolders(folder: string, option: "outDir" | "rootDir"): string[] {
  return ["tsconfig.json", "tsconfig.build.json"].flatMap((name) => {
    const text = readText(path.join(folder, name)) ?? "";
    const value = new RegExp(`"${option}"\\s*:\\s*"(?:\\./)?([^"/]+)`).exec(text)?.[1];
    return value === undefined || value === "." ? [] : [value];
  });
}

/** A step of the command, or what it runs beside the program, builds: that its entry is missing now says nothing. */
export function buildsFirst(to: Gathered, entry: Entry | null): boolean {
  return (
    entry?.missing !== undefined &&
    (to.through.some((name) => toolsOf(name, "builds").some((tool) => tool.wraps && tool.builds === true)) ||
      to.steps.some((step) => builds(step.text, step.cwd, 0)))
  );
}

/** A command that builds, by its program and, of some, its first word; or a script that is called so. */
const builders = (): RegExp => {
  const tools = toolsWith("builds").flatMap(({ name, programs = [name], builds }) =>
    programs.map((program) => (builds === true ? program : `${program}\\s+(?:run\\s+)?${word(builds)}\\b`)),
  );
  const scripts = "[\\w./-]*(?:build|compile|bundle)[\\w-]*\\.(?:[mc]?[jt]s|sh)";
  return new RegExp(`(?:^|[\\s;&|"'(/])(?:${[...tools, scripts].join("|")})(?=$|[\\s;&|"')])`);
};

function word(pattern: RegExp): string {
  return pattern.source.replace(/^\^|\$$/g, "");
}

const ofScript =
  /(?:^|[\s;&|"'(])(?:npm|pnpm|yarn|bun|run-s|run-p|npm-run-all)(?:\s+run)?(?:\s+-\S+)*((?:\s+[\w:.-]+)+)/g;

/** Scripts that it runs by name are read as well. */
function builds(text: string, cwd: string, depth: number): boolean {
  if (builders().test(text)) return true;
  if (depth > 4) return false;
  const folder = upward(cwd, "package.json") ?? cwd;
  const { scripts } = jsonObject(readText(path.join(folder, "package.json")));
  if (!isObject(scripts)) return false;
  for (const [, words = ""] of text.matchAll(ofScript))
    for (const name of words.trim().split(/\s+/)) {
      const script = Object.hasOwn(scripts, name) ? scripts[name] : undefined;
      if (typeof script === "string" && builds(script, cwd, depth + 1)) return true;
    }
  return false;
}
