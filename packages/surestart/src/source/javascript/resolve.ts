import { posix } from "node:path";
import { fileURLToPath } from "node:url";
import { entryOf, exportTarget, importTarget, packageAround } from "./manifest.ts";
import { isBuiltin } from "./origin.ts";
import type { JavaScriptProject } from "./project.ts";
import { pathCandidates } from "./tsconfig.ts";
import { workspacePackages } from "./workspaces.ts";

export interface ResolvedJavaScript {
  /** own: a file of the project. package: from node_modules. url: `data:`, `https:`. */
  kind: "own" | "builtin" | "package" | "url";
  /** The project's own file, relative to its folder; null for all else, and where an own file is missing. */
  file: string | null;
  /** The package's name, `@scope/name` included; null for own files and built-in modules. */
  package: string | null;
  /** A missing own file: the file that was probably meant (its extension, its letter case). */
  near: string | null;
  /** Only `paths` or `baseUrl` of a tsconfig.json leads to the file. */
  alias?: true;
}

/** How it is asked for. loose: by a bundler, tsx or bun, which try extensions everywhere. */
export type Asking = "import" | "require" | "loose";

// Not oxc-resolver, another 2 MB for each system: it says where a file is, and here it is as often asked which one was meant.
/**
 * What a specifier means in a file, as Node would answer: `import` in JavaScript wants the exact file, `require` tries
 * extensions and index files, TypeScript also means `.ts` where `.js` is written. `paths` and `baseUrl` of tsconfig.json,
 * `imports` (#…) of package.json and the packages of the workspace are followed. Reads package.json files, nothing else.
 *
 * @param fromFile relative to the project, with forward slashes
 * @param asking @default what the kind of the file says: "import" in an ES module, "require" otherwise
 */
export function resolveJavaScript(
  specifier: string,
  fromFile: string,
  project: JavaScriptProject,
  asking: Asking = moduleKindOf(fromFile, project) === "esm" ? "import" : "require",
): ResolvedJavaScript {
  if (isBuiltin(specifier)) return { kind: "builtin", file: null, package: null, near: null };
  if (/^(data|https?|blob|npm|jsr):/.test(specifier))
    return { kind: "url", file: null, package: null, near: null };
  // Types and JSX only run after a tool that tries extensions.
  const loose = asking === "loose" || /\.([cm]?ts|[jt]sx)$/.test(fromFile);
  const how: Asking = loose ? "loose" : asking;
  if (/^(\.{1,2}(\/|$)|\/|file:)/.test(specifier)) return ownFile(specifier, fromFile, project, how);
  if (specifier.startsWith("#")) {
    const target = importTarget(project, specifier, fromFile, asking === "require" ? "require" : "import");
    if (target?.startsWith("./")) {
      const home = packageAround(project, fromFile)?.dir ?? ".";
      return answer(find(posix.join(home, target), project, "loose"), posix.join(home, target), project);
    }
    if (target) return resolveJavaScript(target, fromFile, project, asking);
  }
  const mapped = pathCandidates(project, specifier, fromFile);
  for (const candidate of mapped.candidates) {
    const file = find(candidate, project, "loose");
    if (file) return { kind: "own", file, package: null, near: null, alias: true };
  }
  if (specifier.startsWith("#") || mapped.only) return answer(null, mapped.candidates[0] ?? "", project);
  return packageOf(specifier, fromFile, project);
}

/** The module system of a file: by its extension, else by `type` of the nearest package.json. TypeScript likewise. */
export function moduleKindOf(file: string, project: JavaScriptProject): "esm" | "cjs" {
  if (/\.m[jt]s$/.test(file)) return "esm";
  if (/\.c[jt]s$/.test(file)) return "cjs";
  return packageAround(project, file)?.manifest["type"] === "module" ? "esm" : "cjs";
}

function ownFile(
  specifier: string,
  fromFile: string,
  project: JavaScriptProject,
  how: Asking,
): ResolvedJavaScript {
  // A query makes another instance of the same file, in ES modules and bundlers.
  const path = how === "require" ? specifier : specifier.replace(/[?#].*$/, "");
  const at = targetOf(path, fromFile, project);
  if (at === null) return { kind: "own", file: null, package: null, near: null };
  return answer(find(at, project, how, path.endsWith("/")), at, project);
}

function targetOf(specifier: string, fromFile: string, project: JavaScriptProject): string | null {
  if (!specifier.startsWith("/") && !specifier.startsWith("file:")) {
    return posix.normalize(posix.join(posix.dirname(fromFile), decode(specifier)));
  }
  try {
    const absolute = specifier.startsWith("file:") ? fileURLToPath(specifier) : specifier;
    return posix.relative(project.dir, absolute);
  } catch {
    return null;
  }
}

function decode(specifier: string): string {
  try {
    return decodeURIComponent(specifier);
  } catch {
    return specifier;
  }
}

function answer(file: string | null, at: string, project: JavaScriptProject): ResolvedJavaScript {
  const near = file === null && at !== "" ? (find(at, project, "loose") ?? otherCase(at, project)) : null;
  return { kind: "own", file, package: null, near };
}

const typescript: Record<string, string[]> = {
  ".js": [".ts", ".tsx"],
  ".jsx": [".tsx"],
  ".mjs": [".mts"],
  ".cjs": [".cts"],
};

/** The file at a path, with what Node (or a tool) adds to it. */
function find(path: string, project: JavaScriptProject, how: Asking, folderOnly = false): string | null {
  if (!folderOnly && project.isFile(path)) return path;
  if (how === "import") return null;
  const extensions =
    how === "require"
      ? [".js", ".json", ".node"]
      : [".ts", ".tsx", ".js", ".jsx", ".mts", ".cts", ".mjs", ".cjs", ".json", ".d.ts"];
  if (!folderOnly) {
    if (how === "loose") {
      const written = posix.extname(path);
      for (const other of typescript[written] ?? []) {
        const file = path.slice(0, -written.length) + other;
        if (project.isFile(file)) return file;
      }
    }
    for (const extension of extensions) if (project.isFile(path + extension)) return path + extension;
  }
  if (!project.isFolder(path)) return null;
  const main = project.json(posix.join(path, "package.json"))?.["main"];
  if (typeof main === "string") {
    const file = find(posix.join(path, main), project, how);
    if (file) return file;
  }
  const index = extensions.map((e) => posix.join(path, `index${e}`));
  return index.find((file) => project.isFile(file)) ?? null;
}

/** A file whose path differs in letter case only. */
function otherCase(path: string, project: JavaScriptProject): string | null {
  let at = path.startsWith("..") ? project.root : ".";
  for (const part of posix.relative(at, path).split("/")) {
    const names = project.list(at);
    const found = names.find((n) => n === part) ?? names.find((n) => n.toLowerCase() === part.toLowerCase());
    if (found === undefined) return null;
    at = posix.join(at, found);
  }
  return project.isFile(at) ? at : null;
}

function packageOf(specifier: string, fromFile: string, project: JavaScriptProject): ResolvedJavaScript {
  const name = /^(@[^/]+\/[^/]+|[^/]+)/.exec(specifier)?.[1] ?? specifier;
  const subpath = `.${specifier.slice(name.length)}`;
  const around = packageAround(project, fromFile);
  const homes =
    around?.manifest["name"] === name
      ? [around]
      : workspacePackages(project).filter((p) => p.manifest["name"] === name);
  for (const { dir, manifest } of homes) {
    const target = exportTarget(manifest, subpath) ?? (subpath === "." ? entryOf(manifest) : subpath);
    const file = find(posix.join(dir, target), project, "loose") ?? builtFrom(dir, subpath, project);
    if (file) return { kind: "own", file, package: null, near: null };
  }
  return { kind: "package", file: null, package: name, near: null };
}

/** A package of the workspace that is not built yet: its source is where everybody keeps it. */
function builtFrom(dir: string, subpath: string, project: JavaScriptProject): string | null {
  const inner = subpath === "." ? "index" : subpath;
  return (
    find(posix.join(dir, "src", inner), project, "loose") ?? find(posix.join(dir, inner), project, "loose")
  );
}
