import { spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { WitnessFacts } from "../../../src/facts.ts";
import type { Place } from "../../../src/finding.ts";
import { readCrash } from "../../../src/launch/crash.ts";
import { witnessFacts } from "../../../src/launch/witness/facts.ts";
import type { Note } from "../../../src/launch/witness/notes.ts";
import { placeWitness } from "../../../src/launch/witness/witness.ts";

export interface Watched {
  status: number | null;
  stdout: string;
  stderr: string;
  notes: Note[];
  /** The text of all that the observer left, by file. */
  left: string;
  facts: WitnessFacts | null;
}

const folders: string[] = [];

/** To be called after all tests of a file. */
export function cleanUp(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export function folderOf(files: Record<string, string>): string {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), "surestart-watched-")));
  folders.push(dir);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(dir, dirname(file)), { recursive: true });
    writeFileSync(join(dir, file), text);
  }
  return dir;
}

/** Runs a command in a folder of these files with the witness inside, or without it (`plain`). */
export async function watched(
  files: Record<string, string> | string,
  argv: readonly string[],
  {
    env = {},
    plain = false,
    stdin = "",
  }: { env?: Record<string, string>; plain?: boolean; stdin?: string } = {},
): Promise<Watched> {
  const dir = typeof files === "string" ? files : folderOf(files);
  const home = mkdtempSync(join(tmpdir(), "surestart-witness-"));
  folders.push(home);
  const environment = { PATH: process.env["PATH"]!, HOME: process.env["HOME"]!, LANG: "C.UTF-8", ...env };
  const witness = plain
    ? null
    : placeWitness({ roots: [dir], envFiles: [join(dir, ".env")], environment, folder: home })!;
  const child = spawn(argv[0]!, argv.slice(1), {
    cwd: dir,
    env: { ...environment, ...witness?.env },
    stdio: ["pipe", "pipe", "pipe"],
    timeout: 60_000,
  });
  child.stdin.on("error", () => {});
  child.stdin.end(stdin);
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (data) => (stdout += data));
  child.stderr.on("data", (data) => (stderr += data));
  const status = await new Promise<number | null>((done) => child.on("close", done));
  const notes = witness?.notes() ?? [];
  const left = readdirSync(home, { recursive: true, encoding: "utf8" })
    .map((name) => join(home, name))
    .filter((file) => /notes.*\.jsonl$/.test(file))
    .map((file) => readFileSync(file, "utf8"))
    .join("");
  witness?.remove();
  const lines = `${stdout}\n${stderr}`.split("\n").filter((line) => line !== "");
  const facts = witnessFacts(notes, {
    dir,
    crash: readCrash(lines, { dir, failed: status !== 0 }),
    sure: true,
    textOf: (file) => (existsSync(resolve(dir, file)) ? readFileSync(resolve(dir, file), "utf8") : null),
  });
  return { status, stdout, stderr, notes, left, facts };
}

const wanted = ["3.8", "3.9", "3.10", "3.11", "3.12", "3.13"];

/** The Pythons that the witness knows, each with its interpreter where this machine has one. */
export function pythons(): { version: string; python: string | null }[] {
  return wanted.map((version) => ({ version, python: pythonOf(version) }));
}

export function pythonOf(version: string): string | null {
  const home = join(homedir(), ".pyenv", "versions");
  const installed = existsSync(home) ? readdirSync(home) : [];
  const path = (process.env["PATH"] ?? "").split(":");
  const own = installed.find((name) => name.startsWith(`${version}.`));
  const candidates = [
    ...(own === undefined ? [] : [join(home, own, "bin", "python")]),
    ...path.filter((folder) => !folder.includes(".pyenv")).map((folder) => join(folder, `python${version}`)),
  ];
  return candidates.find((file) => existsSync(file)) ?? null;
}

/** Of the facts what is expected of them, in few words. */
export function summary(facts: WitnessFacts | null, expected: object): object {
  const place = (at: Place | null | undefined): string => (at ? `${at.file}:${at.line}` : "nowhere");
  const of: Record<string, () => unknown> = {
    reads: () => facts?.reads.filter(({ at }) => at).map(({ name, found, at }) => [name, found, at?.line]),
    writes: () => facts?.writes.map(({ name, found, at }) => [name, found, at?.line]),
    copies: () => facts?.copies.map(({ line }) => line),
    opened: () => facts?.opened.map(({ file, found }) => `${file} ${found}`),
    failure: () => facts?.failure && `${facts.failure.name ?? "exit"} ${place(facts.failure.at)}`,
    lacks: () =>
      facts?.failure?.lacks.map(
        ({ name, found, at, sure }) => `${name} ${found} ${place(at)}${sure ? " sure" : ""}`,
      ),
    gave: () =>
      facts?.failure?.gave.map(
        ({ name, how, at, to }) => `${name} ${how} ${place(at)}${to ? ` to ${to.split(".").at(-1)}` : ""}`,
      ),
  };
  return Object.fromEntries(Object.keys(expected).map((key) => [key, of[key]!()]));
}

const loaders = fileURLToPath(
  new URL("../../../../../node_modules/.cache/surestart-loaders/", import.meta.url),
);

/** The Nodes that the witness knows: our own, and those that `npm run loaders` brings. */
export function nodes(): { version: string; node: string | null }[] {
  const brought = ["18", "20", "22", "26"].map((version) => {
    const file = join(loaders, "node_modules", `node-${version}`, "bin", "node");
    return { version, node: existsSync(file) ? file : null };
  });
  return [{ version: process.versions.node.split(".")[0]!, node: process.execPath }, ...brought];
}
