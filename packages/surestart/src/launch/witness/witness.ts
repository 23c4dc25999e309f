import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isAlive } from "../../alive.ts";
import { tools } from "../../known/_tools.ts";
import { registryFolder } from "../../ports/registry.ts";
import { witnessEnvironment } from "./environment.ts";
import { type Note, readNotes } from "./notes.ts";
import { withWitness } from "./words.ts";

/** An observer that the next start has inside, and the notes that it leaves. */
export interface Witness {
  /** Variables to be set for the program. */
  env: Record<string, string>;
  /** The words of its command, which may set the same variables by themselves. */
  words: (argv: readonly string[]) => string[];
  notes: () => Note[];
  /** To be called when nothing of the program is left. */
  remove: () => void;
}

export interface WitnessQuestion {
  /** Folders whose files are the project's. Absolute. */
  roots: readonly string[];
  /** The .env files of the project: their values are known in a frame again. Absolute. */
  envFiles: readonly string[];
  /** The environment that the program is given otherwise. */
  environment: Readonly<Record<string, string | undefined>>;
  /** @default the user's own, for all runs */
  folder?: string | null;
}

/** Programs of Node that only start others, or that bring packages: their processes are not watched. */
const unwatched = tools.flatMap(({ onlyStarts = [] }) => onlyStarts);

const pythonParts = ["sitecustomize", "notes", "places", "variables", "exceptions"];

/** Lays out what the observers need, in a folder that only this user can read. null where there can be none. */
export function placeWitness(question: WitnessQuestion): Witness | null {
  const home = question.folder === undefined ? witnessHome() : question.folder;
  const parts = observers();
  if (home === null || parts === null) return null;
  let folder: string;
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 });
    folder = mkdtempSync(join(home, `${process.pid}-`));
  } catch {
    return null;
  }
  const list = (name: string, items: readonly string[]): void =>
    writeFileSync(join(folder, name), items.map((item) => `${item}\0`).join(""), { mode: 0o600 });
  mkdirSync(join(folder, "notes"), { mode: 0o700 });
  list("roots", question.roots.map(ended));
  list("files", question.envFiles);
  list("tools", unwatched);
  // A path to Python that does not exist any more does no harm; what Node is told to load has to stay where it is.
  for (const part of pythonParts)
    copyFileSync(join(parts, "python", `${part}.py`), join(folder, `${part}.py`));
  const preload = join(parts, "node", "preload.cjs");
  return {
    env: witnessEnvironment(question.environment, folder, preload),
    words: (argv) => withWitness(argv, folder, preload),
    notes: () => readNotes(join(folder, "notes")),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Removes what runs have left that were killed. */
export function removeLeftWitnesses(home: string | null = witnessHome()): void {
  if (home === null || !existsSync(home)) return;
  for (const name of readdirSync(home)) {
    const pid = Number.parseInt(name, 10);
    if (pid === process.pid || isAlive(pid)) continue;
    rmSync(join(home, name), { recursive: true, force: true });
  }
}

function witnessHome(): string | null {
  const folder = registryFolder("");
  return folder === null ? null : join(folder, "witness");
}

/** In the package they lie next to the command; in the repository, next to this file. */
function observers(): string | null {
  const found = ["./witness", "."]
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((folder) => existsSync(join(folder, "node", "preload.cjs")));
  return found ?? null;
}

function ended(folder: string): string {
  const last = folder.at(-1);
  return last === "/" || last === "\\" ? folder : `${folder}${process.platform === "win32" ? "\\" : "/"}`;
}
