import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { placeWitness, removeLeftWitnesses } from "../../../src/launch/witness/witness.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function home(): string {
  const folder = mkdtempSync(join(tmpdir(), "surestart-witness-"));
  folders.push(folder);
  return folder;
}

test("its folder is for this user alone, and is gone at the end", () => {
  const folder = home();
  const witness = placeWitness({ roots: ["/srv/app"], envFiles: [], environment: {}, folder });
  const [name] = readdirSync(folder);
  const made = join(folder, name!);
  for (const one of [made, join(made, "notes")]) expect(statSync(one).mode & 0o777).toBe(0o700);
  witness!.remove();
  expect(readdirSync(folder)).toEqual([]);
});

test("there is none where no folder can be had", () => {
  const file = join(home(), "file");
  writeFileSync(file, "");
  expect(placeWitness({ roots: [], envFiles: [], environment: {}, folder: join(file, "below") })).toBeNull();
});

test("what a killed run has left is removed, and what another one uses stays", () => {
  const folder = home();
  const { pid } = spawnSync("true");
  for (const name of [`${pid}-aaaaaa`, `${process.ppid}-bbbbbb`, `${process.pid}-cccccc`, "1-dddddd"])
    mkdirSync(join(folder, name, "notes"), { recursive: true });
  removeLeftWitnesses(folder);
  expect(readdirSync(folder).sort()).toEqual(
    ["1-dddddd", `${process.pid}-cccccc`, `${process.ppid}-bbbbbb`].sort(),
  );
  removeLeftWitnesses(join(folder, "nowhere"));
  expect(existsSync(join(folder, "nowhere"))).toBe(false);
});

test("notes that are cut or are none are left out", () => {
  const folder = home();
  const witness = placeWitness({ roots: [], envFiles: [], environment: {}, folder })!;
  const notes = join(folder, readdirSync(folder)[0]!, "notes");
  writeFileSync(join(notes, "1.jsonl"), '{"do":"copy","at":{"file":"/a","line":1},"n":1}\n\n{"do":"re');
  expect(witness.notes()).toEqual([{ do: "copy", at: { file: "/a", line: 1 }, n: 1, process: "1.jsonl" }]);
});
