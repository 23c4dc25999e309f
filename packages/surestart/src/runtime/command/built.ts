import path from "node:path";
import type { Entry } from "../../facts.ts";
import { isFile, isObject, jsonObject, readText } from "../../files.ts";
import { upward } from "../../folders.ts";
import { managers, toolsOf, toolsWith } from "../../known/_find.ts";
import { type Gathered, shown } from "./state.ts";

/** Folders that builds write, by custom; tsconfig's outDir counts, too. */
const outputs = ["dist", "build", "out", "lib", ".next", ".output", ".nuxt"];

/** A build writes the folder `name` of the package in `folder`. */
export function isOutput(folder: string, name: string): boolean {
  const written = compilerOptions(folder).map(({ outDir }) => outDir?.split(/[\\/]/)[0]);
  return outputs.includes(name) || written.includes(name);
}

/**
 * The source from which an entry is built that does not exist yet: `src/main.ts` for `dist/main.js`. null where there is no
 * such file, or the entry is in no folder that a build writes.
 *
 * @param missing as the command names it, relative to the project
 */
export function sourceOf(dir: string, missing: string): string | null {
  const file = path.resolve(dir, missing);
  const folder = upward(path.dirname(file), "package.json");
  if (folder === null) return null;
  const bundled = bundledFrom(folder, file);
  const [first = "", ...inner] = path.relative(folder, file).split(path.sep);
  if (inner.length === 0 || (!isOutput(folder, first) && !bundled)) return null;
  const options = compilerOptions(folder);
  const roots = [...options.flatMap(({ rootDir }) => rootDir ?? []), "src", "."];
  const outs = [first, ...options.flatMap(({ outDir }) => outDir ?? [])];
  const stems = outs.flatMap((out) => {
    const inside = path.relative(path.join(folder, out), file).replace(/\.[mc]?js$/, "");
    if (inside.startsWith("..")) return [];
    // A monorepo's build leaves out the folder of the sources: apps/api/main for apps/api/src/main.
    const within = path.join(path.dirname(inside), "src", path.basename(inside));
    return roots.flatMap((root) =>
      [inside, path.join(inside, "index"), within].map((stem) => path.join(folder, root, stem)),
    );
  });
  const found = bundled ?? stems.flatMap((base) => sources.map((ending) => base + ending)).find(isFile);
  return found === undefined ? null : shown({ dir }, found);
}

const sources = [".ts", ".mts", ".cts", ".tsx", ".js", ".mjs", ".cjs"];

/** The source that a script of package.json bundles to this file: `esbuild src/server.ts --outfile=dist/index.js`. */
function bundledFrom(folder: string, file: string): string | undefined {
  const { scripts } = jsonObject(readText(path.join(folder, "package.json")));
  for (const script of isObject(scripts) ? Object.values(scripts) : []) {
    if (typeof script !== "string") continue;
    const [, outfile, out] = /--outfile[= ](\S+)|(?:--out-?dir|-o|-d|--out)[= ](\S+)/.exec(script) ?? [];
    const fits =
      outfile !== undefined
        ? path.resolve(folder, outfile) === file
        : out !== undefined && [file, path.dirname(file)].includes(path.resolve(folder, out));
    const [source] = (fits ? script.match(/[\w@./-]+\.[mc]?tsx?\b/g) : null) ?? [];
    if (source && isFile(path.resolve(folder, source))) return path.resolve(folder, source);
  }
  return undefined;
}

/** tsconfig is JSON with comments: its options are read from the text; folders as they are written, with those that it extends. */
function compilerOptions(folder: string): { outDir?: string; rootDir?: string }[] {
  return ["tsconfig.json", "tsconfig.build.json", "tsconfig.app.json"].map((name) => {
    const of = (option: string): string | undefined => inConfig(folder, name, option, 0);
    const [outDir, rootDir] = [of("outDir"), of("rootDir")];
    return { ...(outDir ? { outDir } : {}), ...(rootDir ? { rootDir } : {}) };
  });
}

function inConfig(folder: string, name: string, option: string, depth: number): string | undefined {
  const text = readText(path.join(folder, name)) ?? "";
  const value = new RegExp(`"${option}"\\s*:\\s*"([^"]+)"`).exec(text)?.[1];
  if (value !== undefined) {
    const inside = path.join(path.dirname(name), value);
    return /^\.+[\\/]?$/.test(inside) || inside.startsWith("..") ? undefined : inside.replace(/[\\/]+$/, "");
  }
  const base = /"extends"\s*:\s*"(\.[^"]+)"/.exec(text)?.[1];
  if (base === undefined || depth > 3) return undefined;
  return inConfig(
    folder,
    path.join(path.dirname(name), base.endsWith(".json") ? base : `${base}.json`),
    option,
    depth + 1,
  );
}

/** A step of the command, or what it runs next to the program, builds: that its entry is missing now says nothing. */
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

/** A command that runs scripts of package.json, and their names. */
const ofScript = (): RegExp => {
  const runners = toolsWith("runner").flatMap(({ name, programs = [name], runner }) =>
    runner.reads === "package.json" || runner.reads === "scripts" ? programs : [],
  );
  const all = [...managers(), ...runners].join("|");
  return new RegExp(`(?:^|[\\s;&|"'(])(?:${all})(?:\\s+run)?(?:\\s+-\\S+)*((?:\\s+[\\w:.-]+)+)`, "g");
};

/** Scripts that it runs by name are read as well. */
function builds(text: string, cwd: string, depth: number): boolean {
  if (builders().test(text)) return true;
  if (depth > 4) return false;
  const folder = upward(cwd, "package.json") ?? cwd;
  const { scripts } = jsonObject(readText(path.join(folder, "package.json")));
  if (!isObject(scripts)) return false;
  for (const [, words = ""] of text.matchAll(ofScript()))
    for (const name of words.trim().split(/\s+/)) {
      const script = Object.hasOwn(scripts, name) ? scripts[name] : undefined;
      if (typeof script === "string" && builds(script, cwd, depth + 1)) return true;
    }
  return false;
}
