import path from "node:path";
import { entriesOf, isFile } from "../files.ts";
import type { FindCommandOptions, Found, PythonEntry } from "./found-command.ts";
import { python } from "./project-python.ts";

const pythonFiles = [
  "main.py",
  "app.py",
  "server.py",
  "api.py",
  "wsgi.py",
  "asgi.py",
  "run.py",
  "app/main.py",
  "src/main.py",
  "src/app.py",
  "app/app.py",
  "app/__init__.py",
  "api/main.py",
  "backend/main.py",
  "server/main.py",
  "__main__.py",
];

export async function pythonFile(dir: string, { pythonEntry }: FindCommandOptions): Promise<Found | null> {
  if (!pythonEntry) return null;
  let script: Found | null = null;
  let factory: Found | null = null;
  for (const file of pythonFiles) {
    if (!isFile(path.join(dir, file))) continue;
    const entry = await pythonEntry(file);
    if (!entry) continue;
    const itself: Found = { argv: [python(dir), file], at: { file } };
    const own = path.posix.dirname(file) === (entry.folder || ".");
    if (entry.makes === "script") script ??= itself;
    // Below the project's folder a script finds its own folder only: then the application is what can be imported.
    else if (entry.listens && own) return itself;
    else if (entry.factory) factory ??= await served(dir, file, entry);
    else return served(dir, file, entry);
  }
  return factory ?? (await inPackages(dir, pythonEntry)) ?? script;
}

const inPackage = ["main.py", "app.py", "asgi.py", "wsgi.py", "server.py", "api.py", "__init__.py"];

const noPackage = /^(?:[._].*|tests?|docs?|examples?|scripts?|tools?|migrations|alembic|node_modules|venv)$/;

/** The one application in the project's packages, by whatever names they go; of several, nobody knows which one is meant. */
async function inPackages(
  dir: string,
  pythonEntry: NonNullable<FindCommandOptions["pythonEntry"]>,
): Promise<Found | null> {
  const below = (folder: string): string[] =>
    entriesOf(path.join(dir, folder))
      .filter((entry) => entry.isDirectory() && !noPackage.test(entry.name))
      .map(({ name }) => path.posix.join(folder, name));
  const found: [file: string, entry: PythonEntry][] = [];
  for (const folder of [...below("."), ...below("src"), ...below("backend")]) {
    const entries: typeof found = [];
    for (const name of inPackage) {
      const file = `${folder}/${name}`;
      const entry = isFile(path.join(dir, file)) ? await pythonEntry(file) : null;
      if (entry && entry.makes !== "script") entries.push([file, entry]);
    }
    const first = entries.find(([, { factory }]) => !factory) ?? entries[0];
    if (first) found.push(first);
  }
  const [only] = found;
  if (only) return found.length === 1 ? served(dir, ...only) : null;
  const started: Found[] = [];
  for (const folder of below(".")) {
    const file = `${folder}/__main__.py`;
    const entry = isFile(path.join(dir, file)) ? await pythonEntry(file) : null;
    if (entry?.listens) started.push({ argv: [python(dir), "-m", folder], at: { file } });
  }
  return started.length === 1 ? (started[0] as Found) : null;
}

async function served(dir: string, file: string, entry: PythonEntry): Promise<Found> {
  return { argv: [python(dir), "-m", ...(await serverWords(file, entry))], at: { file } };
}

/** The framework's own server for an application: the module to run, and its arguments. */
async function serverWords(file: string, { makes, attribute, folder = "" }: PythonEntry): Promise<string[]> {
  const { servedBy } = await import("../known/_tools.ts");
  const served = servedBy(makes);
  if (!served) return [];
  const stem = file.replace(/(\/__init__)?\.py$/, "");
  const within = folder === "" ? stem : stem.slice(folder.length + 1);
  const words: Record<string, string> = { module: within.replaceAll("/", "."), attribute, folder, stem };
  const line = folder === "" ? served.command : served.beside;
  return line.split(" ").map((word) => word.replace(/\{(\w+)\}/g, (_, name: string) => words[name] ?? ""));
}
