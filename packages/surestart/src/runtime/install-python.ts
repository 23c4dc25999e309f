import path from "node:path";
import { isFile, isFolder, readText } from "../files.ts";
import type { Installs } from "../known/_define.ts";
import { toolsWith, type With } from "../known/_find.ts";
import { normalName } from "../requirement.ts";
import { shown } from "./command/state.ts";
import { findExecutable } from "./executable.ts";
import type { Install, InstallQuestion, Steps } from "./install-question.ts";
import type { Manifest } from "./manifests.ts";

/** Tools that keep the environment of a project by themselves. */
const tools = toolsWith("installs").filter(({ language }) => language === "python");

/** The command of the project's tool; with plain pip, of the environment in use or of one that it makes. */
export function pythonInstall(question: InstallQuestion): Install | Steps | null {
  const { manifests, missing } = question;
  const names = manifests.filter(
    (m) => m.kind !== "package.json" && (missing.length === 0 || covers(m, missing)),
  );
  const kinds = names.length > 0 ? names : manifests.filter((m) => m.kind !== "package.json");
  for (const folder of question.folders) {
    const own = tools.filter(({ installs }) => owns(installs, folder, kinds, question));
    const isLocked = ({ installs }: With<"installs">): boolean =>
      installs.locks.some((lock) => isFile(path.join(folder, lock)));
    // A lock file says more than a table that another tool has left.
    const managed = own.find(isLocked) ?? own[0];
    if (managed) {
      const { install, locked, add, manifest } = managed.installs;
      return { tool: managed.name, install: isLocked(managed) ? locked : install, add, folder, manifest };
    }
  }
  return byPip(question, kinds);
}

/** The tool's own files are there, and what is missing is in its manifest. */
function owns(
  { manifest, locks, table }: Installs,
  folder: string,
  kinds: readonly Manifest[],
  { dir }: InstallQuestion,
): boolean {
  const file = path.join(folder, manifest);
  if (!kinds.some((m) => path.resolve(dir, m.file) === file)) return false;
  return !table || locks.some((lock) => isFile(path.join(folder, lock))) || table.test(readText(file) ?? "");
}

function byPip(question: InstallQuestion, kinds: readonly Manifest[]): Install | null {
  const { dir, missing } = question;
  const lists = requirementFiles(kinds, missing);
  const project = kinds.find((m) => m.kind === "pyproject.toml" || m.kind === "setup.py");
  const [first] = lists;
  if (first === undefined && project === undefined) return null;
  const folder = project ? path.dirname(project.file) : ".";
  const what =
    first === undefined
      ? `-e ${folder === "." ? "." : `./${folder}`}`
      : lists.map((f) => `-r ${f}`).join(" ");
  const { before, pip, python } = pipOf(question);
  return {
    command: `${before}${pip} install ${what}`,
    add: `${before}${pip} install`,
    manifest: first ?? shown({ dir }, path.resolve(dir, project?.file ?? "")),
    ...(python === undefined ? {} : { python }),
  };
}

/** As few requirement files as name all that is missing, `requirements.txt` first. */
function requirementFiles(kinds: readonly Manifest[], missing: readonly string[]): string[] {
  const all = kinds.filter((m) => m.kind === "requirements.txt");
  const plain = all.find((m) => path.posix.basename(m.file) === "requirements.txt");
  const left = new Set(missing.map(normalName));
  const taken: string[] = [];
  for (;;) {
    const rows = all.map((m) => ({ m, count: namesOf(m).filter((name) => left.has(name)).length }));
    const best = rows.toSorted(
      (a, b) => b.count - a.count || Number(b.m === plain) - Number(a.m === plain),
    )[0];
    if (!best || best.count === 0) break;
    taken.push(best.m.file);
    for (const name of namesOf(best.m)) left.delete(name);
  }
  if (taken.length > 0) return taken;
  const [any] = plain ? [plain] : all;
  return any ? [any.file] : [];
}

/**
 * pip of the environment in use. Where that is no virtual environment, one is made: in a fresh checkout, and where the system
 * keeps its Python for itself.
 */
function pipOf(question: InstallQuestion): { before: string; pip: string; python?: string } {
  const { dir, interpreter, venvs, fresh, missing, environment, search } = question;
  // One that is missing among others is added to them.
  const several = fresh || missing.length > 1;
  const python = interpreter?.python;
  const written = (file: string): string =>
    path.relative(dir, file).startsWith("..") ? file : shown({ dir }, file);
  if (python?.venv && interpreter) return { before: "", pip: `${written(interpreter.path)} -m pip` };
  const windows = process.platform === "win32";
  const [venv] = venvs;
  if (venv && several)
    return { before: "", pip: `${written(venv.python)} -m pip`, python: written(venv.python) };
  // On Windows `python3` mostly is no more than the way to the Store.
  const names = windows ? ["python", "py", "python3"] : ["python3", "python"];
  const word = names.find((name) => {
    const found = findExecutable(name, dir, search, environment);
    return found !== null && (interpreter === null || found === interpreter.path);
  });
  const name = word ?? interpreter?.path ?? (windows ? "python" : "python3");
  if (interpreter !== null && !several && !isKeptBySystem(python?.paths ?? []))
    return { before: "", pip: `${name} -m pip` };
  const bin = windows ? ".venv\\Scripts\\" : ".venv/bin/";
  return { before: `${name} -m venv .venv && `, pip: `${bin}pip`, python: `${bin}python` };
}

/** Debian's mark, and its sisters': pip refuses to install there. */
function isKeptBySystem(paths: readonly string[]): boolean {
  return paths.some((folder) => isFolder(folder) && isFile(path.join(folder, "EXTERNALLY-MANAGED")));
}

function covers(manifest: Manifest, missing: readonly string[]): boolean {
  const names = new Set(namesOf(manifest));
  return missing.some((name) => names.has(normalName(name)));
}

function namesOf({ packages, dev }: Manifest): string[] {
  return [...packages, ...dev].map(normalName);
}
