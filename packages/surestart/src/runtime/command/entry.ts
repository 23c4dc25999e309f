import path from "node:path";
import type { Entry } from "../../facts.ts";
import { isFile, isFolder, jsonObject, readText } from "../../files.ts";
import type { EntryRule } from "../../known/_define.ts";
import { shown } from "./state.ts";

/**
 * The file of a Python module in the folders that are searched first. A package is its `__init__.py`, or with `run` (as
 * `python -m` does) its `__main__.py`. A module of an installed package has no file of ours and is not missing.
 */
export function moduleEntry(
  to: { dir: string },
  module: string,
  importDirs: readonly string[],
  options: { attribute?: string; run?: boolean; own?: boolean } = {},
): Entry {
  const entry: Entry = { kind: "module", module, file: null };
  if (options.attribute !== undefined) entry.attribute = options.attribute;
  const parts = module.split(".");
  for (const folder of importDirs) {
    const base = path.join(folder, ...parts);
    const inPackage = path.join(base, options.run ? "__main__.py" : "__init__.py");
    const found = [inPackage, `${base}.py`].find(isFile);
    if (found) return { ...entry, file: shown(to, found) };
  }
  const [first = importDirs[0] ?? to.dir] = importDirs;
  const begins = importDirs.some((d) => parts.length > 1 && isFolder(path.join(d, parts[0] as string)));
  const folder = importDirs.find((d) => isFolder(path.join(d, ...parts.slice(0, -1)))) ?? first;
  // A namespace package: a folder of its own without __init__.py is a module all the same.
  if (!options.run && isFolder(path.join(folder, ...parts))) return entry;
  if (isFile(path.join(folder, ...parts, "__init__.py")))
    return { ...entry, missing: shown(to, path.join(folder, ...parts, "__main__.py")) };
  if (options.own !== false || begins) entry.missing = shown(to, path.join(folder, `${parts.join("/")}.py`));
  return entry;
}

/** `package.module:attribute`, the way every WSGI and ASGI server names its application. */
export function importEntry(
  word: string,
  rule: EntryRule,
  to: { dir: string },
  importDirs: readonly string[],
): Entry {
  const [named = "", attribute = rule.attribute] = word.split(":");
  const options = attribute === undefined ? {} : { attribute: called(attribute) };
  const written = writtenAsPath(named);
  if (written === null) return moduleEntry(to, named, importDirs, options);
  const entry = moduleEntry(to, written, importDirs, options);
  if (entry.file === null) return { kind: "file", file: null, missing: word };
  return rule.paths ? entry : { ...entry, path: named };
}

/** The module that the path of a Python file means: `shop.main` of `shop/main.py`; null where it is the name of a module. */
export function writtenAsPath(named: string): string | null {
  if (!named.endsWith(".py") && !named.includes("/")) return null;
  return named.replace(/^\.\//, "").replace(/\.py$/, "").replaceAll("/", ".");
}

/** A file or a module that is imported from the folder above its outermost package, as Flask and FastAPI do. */
export function appEntry(
  named: string,
  cwd: string,
  to: { dir: string },
): { entry: Entry; importDir: string } {
  const [target = "", name] = named.split(/:(?![\\/])/);
  const attribute = name === undefined ? {} : { attribute: called(name) };
  const asFile = path.resolve(cwd, target);
  const dotted = !target.includes("/") && !target.endsWith(".py");
  const base = dotted ? path.join(cwd, ...target.split(".")) : asFile.replace(/\.py$/, "");
  let importDir = path.dirname(base);
  if (path.basename(base) === "__init__") importDir = path.dirname(importDir);
  while (isFile(path.join(importDir, "__init__.py"))) importDir = path.dirname(importDir);
  if (dotted && !isFile(`${base}.py`) && !isFile(path.join(base, "__init__.py"))) importDir = cwd;
  if (!dotted && !isFile(asFile) && !isFile(`${asFile}.py`) && !isFile(path.join(asFile, "__init__.py")))
    return { entry: { ...fileEntry(to, target, cwd), ...attribute }, importDir };
  const inside = path.relative(importDir, base).split(path.sep).join(".");
  const module = dotted ? target : inside.replace(/\.__init__$/, "");
  return { entry: moduleEntry(to, module, dotted ? [importDir, cwd] : [importDir], attribute), importDir };
}

/** `create_app()` is called `create_app`. */
function called(attribute: string): string {
  return attribute.replace(/\(.*$/, "");
}

/** A file as the command names it. */
export function fileEntry(to: { dir: string }, file: string, cwd: string): Entry {
  const full = path.resolve(cwd, file);
  return isFile(full)
    ? { kind: "file", file: shown(to, full) }
    : { kind: "file", file: null, missing: shown(to, full) };
}

/** A JavaScript entry as Node finds it: the file, with an extension, or a folder's `main` and index. */
export function scriptEntry(
  to: { dir: string },
  name: string,
  cwd: string,
  extensions: readonly string[],
): Entry {
  const full = path.resolve(cwd, name);
  if (isFile(full)) return { kind: "file", file: shown(to, full) };
  for (const extension of extensions)
    if (isFile(full + extension)) return { kind: "file", file: shown(to, full + extension) };
  if (isFolder(full)) {
    const { main: said } = jsonObject(readText(path.join(full, "package.json")));
    const main = typeof said === "string" ? said : null;
    const candidates = [
      ...(main ? [main, ...extensions.map((e) => main + e), `${main}/index.js`] : []),
      ...extensions.map((e) => `index${e}`),
    ];
    for (const candidate of candidates)
      if (isFile(path.join(full, candidate)))
        return { kind: "file", file: shown(to, path.join(full, candidate)) };
    return { kind: "file", file: null, missing: shown(to, path.join(full, main ?? "index.js")) };
  }
  return { kind: "file", file: null, missing: shown(to, full) };
}
