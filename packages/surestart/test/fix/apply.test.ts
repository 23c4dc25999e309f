import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { applyPatch, parsePatch } from "diff";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decode } from "../../src/env/decode.ts";
import type { Change } from "../../src/finding.ts";
import { apply, joinEntries } from "../../src/fix/apply.ts";
import { planFix } from "../../src/fix/plan.ts";
import { preview } from "../../src/fix/preview.ts";
import { undo } from "../../src/fix/undo.ts";
import { needs } from "../needs.ts";
import { applied, journalOf, modeOf, project, read } from "./_project.ts";

const asIs = (line: string): string => line;

/** Lines of a .env or a source, with whatever line ends, and perhaps none at the end. */
const lines = fc.array(
  fc.tuple(
    fc.oneof(
      fc.constantFrom("A=1", "B='two' # c", "KEY: v", "import os", "", "  x = 1", "C= ", 'D="open', "ä=€😀"),
      fc.string({ unit: "grapheme" }).map((text) => text.replace(/[\r\n\p{Cc}]/gu, "")),
    ),
    fc.constantFrom("\n", "\r\n", "\r"),
  ),
  { minLength: 1, maxLength: 12 },
);
const text = fc.tuple(lines, fc.boolean(), fc.boolean()).map(([rows, open, bom]) => {
  const all = rows
    .map(([line, end], index) => (open && index === rows.length - 1 ? line : line + end))
    .join("");
  return (bom ? "\uFEFF" : "") + all;
});
const mode = fc.constantFrom(0o600, 0o644, 0o640, 0o755);

/** A change that is possible in a file of so many lines. */
function changeOf(kind: number, at: number, count: number): Change {
  const file = "f.env";
  const line = 1 + (at % Math.max(1, count));
  const changes: Change[] = [
    { do: "env-set", file, key: "A", value: "9" },
    { do: "env-set", file, key: "NEW", value: "x y" },
    { do: "insert", file, line, lines: ["inserted", ""] },
    { do: "recode", file, from: "utf-8", eol: at % 2 === 0 },
    { do: "chmod", file, mode: 0o600 },
    { do: "create", file: "deep/er/new.txt", text: "made\n" },
    { do: "rename", from: file, to: "renamed.env" },
    ...(count > 0
      ? [{ do: "lines" as const, file, from: line, to: line, with: at % 2 ? [] : ["replaced"] }]
      : []),
  ];
  return changes[kind % changes.length]!;
}

test("what is shown is what is written, and undo gives the same bytes and modes back", () => {
  fc.assert(
    fc.property(text, mode, fc.nat(), fc.nat(), (before, bits, kind, at) => {
      const dir = project({ "f.env": before }, { "f.env": bits });
      const count =
        before.replace(/^\uFEFF/, "") === ""
          ? 0
          : before.split(/\r\n|\n|\r/).filter((line, index, all) => index < all.length - 1 || line !== "")
              .length;
      const change = changeOf(kind, at, count);
      const plan = planFix([change], dir);
      const shown = preview(plan, asIs);
      const files = tree(dir);

      apply(plan, { titles: ["it"], journal: journalOf(dir) });
      for (const { file, diff } of shown) {
        const [patch] = parsePatch(diff);
        if (!patch || patch.hunks.length === 0) continue;
        const old = file === "renamed.env" ? before : file === "f.env" ? before : "";
        expect(applyPatch(old, patch, { autoConvertLineEndings: false })).toBe(textOf(dir, file));
      }
      for (const edit of plan.edits.filter(({ after, kind }) => after && kind === "file"))
        expect(Buffer.compare(readFileSync(edit.path), edit.after!.bytes)).toBe(0);

      if (plan.edits.length > 0) undo(dir, dir, journalOf(dir));
      expect(tree(dir)).toEqual(files);
    }),
    { numRuns: 80 },
  );
});

function textOf(dir: string, file: string): string {
  const { text, bom } = decode(readFileSync(join(dir, file)));
  return bom ? `\uFEFF${text}` : text;
}

/** Every file with its bytes and mode, and every folder. */
function tree(dir: string, below = ""): Record<string, string> {
  const found: Record<string, string> = {};
  for (const entry of readdirSync(join(dir, below), { withFileTypes: true })) {
    const path = join(below, entry.name);
    if (path === "state-of-the-test") continue;
    if (entry.isDirectory()) Object.assign(found, { [path]: "folder" }, tree(dir, path));
    else found[path] = `${statSync(join(dir, path)).mode & 0o777} ${readFileSync(join(dir, path), "base64")}`;
  }
  return found;
}

test("again changes nothing", () => {
  const changes: Change[] = [
    { do: "env-set", file: ".env", key: "A", value: "2" },
    { do: "env-set", file: ".env", key: "B", value: "3" },
    { do: "env-respell", file: ".env", line: 2, key: "C", value: "x#y", dialects: ["node", "python"] },
    { do: "add-dependency", manifest: "requirements.txt", name: "python-dotenv" },
    { do: "add-import", file: "main.py", line: "import os" },
    { do: "mkdir", dir: "data" },
    { do: "chmod", file: ".env", mode: 0o600 },
    { do: "recode", file: "main.py", from: "utf-8", eol: true },
  ];
  const dir = project({ ".env": "A=1\nC=x#y\n", "requirements.txt": "flask", "main.py": "\uFEFFx = 1\r\n" });
  expect(applied(changes, dir).edits).not.toEqual([]);
  expect(planFix(changes, dir).edits).toEqual([]);
});

describe("nothing is written when", () => {
  test("a file was changed after the plan was made", () => {
    const dir = project({ "a.env": "A=1\n", "b.env": "B=1\n" });
    const plan = planFix(
      ["a", "b"].map((name) => ({ do: "env-set", file: `${name}.env`, key: "X", value: "2" })),
      dir,
    );
    writeFileSync(join(dir, "b.env"), "B=other\n");
    expect(() => apply(plan, { titles: ["it"], journal: journalOf(dir) })).toThrow(
      "b.env was changed in the meantime",
    );
    expect(read(dir, "a.env")).toBe("A=1\n");
    expect(journalOf(dir).last()).toBeNull();
  });

  test("one of the files cannot be written", () => {
    const dir = project({ "a.env": "A=1\n", "sub/b.env": "B=1\n" });
    const plan = planFix(
      [
        { do: "env-set", file: "a.env", key: "X", value: "2" },
        { do: "create", file: "sub/new/c", text: "c" },
        { do: "env-set", file: "sub/b.env", key: "X", value: "2" },
      ],
      dir,
    );
    // The folder goes away between the look and the write; root may write anywhere, so rights would not do.
    const real = plan.edits.find(({ file }) => file === "sub/b.env")!;
    real.path = join(dir, "gone", "b.env");
    real.before = null;
    expect(() => apply(plan, { titles: ["it"], journal: journalOf(dir) })).toThrow(
      "nothing was changed: sub/b.env cannot be written: ENOENT",
    );
    expect(tree(dir)).toEqual(tree(project({ "a.env": "A=1\n", "sub/b.env": "B=1\n" })));
  });

  // Windows knows no folder that others may not write to by its mode.
  test.skipIf(process.platform === "win32")(
    "its folder may not be written to: the file is named, not the one beside it",
    () => {
      const dir = project({});
      const plan = planFix([{ do: "env-set", file: ".env", key: "X", value: "2" }], dir);
      chmodSync(dir, 0o555);
      const isRoot = process.getuid?.() === 0;
      if (isRoot) process.seteuid?.(65_534);
      try {
        expect(() => apply(plan, { titles: [], journal: null })).toThrow(
          /^nothing was changed: \.env cannot be written: this user cannot create files in its folder \(EACCES\)$/,
        );
      } finally {
        if (isRoot) process.seteuid?.(0);
        chmodSync(dir, 0o755);
      }
      expect(tree(dir)).toEqual({});
    },
  );

  test("the journal cannot be written", () => {
    const dir = project({ "a.env": "A=1\n", "state-of-the-test": "a file where a folder is needed" });
    const plan = planFix([{ do: "env-set", file: "a.env", key: "A", value: "2" }], dir);
    expect(() => apply(plan, { titles: ["it"], journal: journalOf(dir) })).toThrow(
      /nothing was changed: the data for --undo/,
    );
    expect(read(dir, "a.env")).toBe("A=1\n");
  });
});

describe("undo", () => {
  test("refuses when a file was changed since, and leaves all as they are", () => {
    const dir = project({ "a.env": "A=1\n", "b.env": "B=1\n" });
    applied(
      ["a", "b"].map((name) => ({ do: "env-set", file: `${name}.env`, key: "X", value: "2" })),
      dir,
    );
    writeFileSync(join(dir, "b.env"), "B=mine\n");
    expect(() => undo(dir, dir, journalOf(dir))).toThrow("b.env was changed after the fix");
    expect(read(dir, "a.env")).toBe("A=1\nX=2\n");
  });

  test("takes back one after the other, then says that there is nothing", () => {
    const dir = project({ "a.env": "A=1\n" });
    applied([{ do: "env-set", file: "a.env", key: "A", value: "2" }], dir);
    applied([{ do: "env-set", file: "a.env", key: "A", value: "3" }], dir);
    undo(dir, dir, journalOf(dir));
    expect(read(dir, "a.env")).toBe("A=2\n");
    expect(undo(dir, dir, journalOf(dir))).toMatchObject({ titles: ["a test"], files: ["a.env"] });
    expect(read(dir, "a.env")).toBe("A=1\n");
    expect(undo(dir, dir, journalOf(dir))).toBeNull();
  });

  test("takes back at once what several steps of one fix did", () => {
    const dir = project({ "a.env": "A=1\n" });
    const journal = journalOf(dir);
    const first = apply(planFix([{ do: "env-set", file: "a.env", key: "A", value: "2" }], dir), {
      titles: ["one"],
      journal,
    });
    const second = apply(
      planFix(
        [
          { do: "env-set", file: "a.env", key: "A", value: "3" },
          { do: "create", file: "b", text: "b" },
        ],
        dir,
      ),
      { titles: ["two"], journal },
    );
    joinEntries(journal, first!, second!);
    expect(undo(dir, dir, journal)).toMatchObject({ titles: ["one", "two"], files: ["a.env", "b"] });
    expect(tree(dir)).toEqual(tree(project({ "a.env": "A=1\n" })));
  });

  test("takes back the one that is named, and the others later", () => {
    const dir = project({ "a.env": "A=1\n", "b.env": "B=1\n" });
    const journal = journalOf(dir);
    const [first] = ["a", "b"].map((name) =>
      apply(planFix([{ do: "env-set", file: `${name}.env`, key: "X", value: "2" }], dir), {
        titles: [name],
        journal,
      }),
    );
    expect(undo(dir, dir, journal, first!)).toMatchObject({ titles: ["a"] });
    expect(read(dir, "b.env")).toBe("B=1\nX=2\n");
    expect(undo(dir, dir, journal)).toMatchObject({ titles: ["b"] });
  });

  test("what is as it was already is left", () => {
    const dir = project({ "a.env": "A=1\n", "b.env": "B=1\n" });
    applied(
      ["a", "b"].map((name) => ({ do: "env-set", file: `${name}.env`, key: "X", value: "2" })),
      dir,
    );
    writeFileSync(join(dir, "a.env"), "A=1\n");
    undo(dir, dir, journalOf(dir));
    expect(read(dir, "b.env")).toBe("B=1\n");
  });

  test("a folder that somebody uses by now stays", () => {
    const dir = project({});
    applied([{ do: "mkdir", dir: "data" }], dir);
    writeFileSync(join(dir, "data", "app.db"), "x");
    undo(dir, dir, journalOf(dir));
    expect(read(dir, "data/app.db")).toBe("x");
  });

  test.skipIf(process.platform === "win32")("the journal can be read by its owner alone", () => {
    const dir = project({ "a.env": "A=1\n" });
    mkdirSync(journalOf(dir).folder, { recursive: true, mode: 0o777 });
    chmodSync(journalOf(dir).folder, 0o777);
    applied([{ do: "env-set", file: "a.env", key: "A", value: "2" }], dir);
    expect(statSync(journalOf(dir).folder).mode & 0o777).toBe(0o700);
    const [name] = readdirSync(journalOf(dir).folder);
    expect(statSync(join(journalOf(dir).folder, name!)).mode & 0o777).toBe(0o600);
  });
});

test("mode and owner stay; nothing is left beside the file", () => {
  const dir = project({ "a.sh": "A=1\n" }, { "a.sh": 0o750 });
  applied([{ do: "env-set", file: "a.sh", key: "A", value: "2" }], dir);
  expect(modeOf(dir, "a.sh")).toBe(0o750);
  expect(readdirSync(dir).sort()).toEqual(["a.sh", "state-of-the-test"]);
});

test("git no longer tracks a file, and does again after undo", ({ skip }) => {
  needs(skip, "git");
  const dir = project({ ".env": "A_SECRET=1\n", ".gitignore": "node_modules/\n" });
  const git = (...args: string[]): string =>
    execFileSync("git", args, { cwd: dir, encoding: "utf8", stdio: "pipe" });
  git("init", "-q");
  git("add", ".env", ".gitignore");
  const plan = applied([{ do: "git-untrack", file: ".env" }], dir);
  expect(preview(plan, asIs).map(({ file }) => file)).toEqual([".gitignore", ".env"]);
  expect(git("ls-files")).toBe(".gitignore\n");
  expect(read(dir, ".gitignore")).toBe("node_modules/\n/.env\n");
  expect(read(dir, ".env")).toBe("A_SECRET=1\n");
  expect(planFix([{ do: "git-untrack", file: ".env" }], dir)).toMatchObject({ edits: [], untrack: [] });
  rmSync(join(dir, ".git", "index.lock"), { force: true });
  undo(dir, dir, journalOf(dir));
  expect(git("ls-files")).toBe(".env\n.gitignore\n");
});

test("a preview hides what it is told to hide, line by line", () => {
  const dir = project({ ".env": "A=1\nB=2\n" });
  const plan = planFix([{ do: "env-set", file: ".env", key: "A", value: "3" }], dir);
  const [only] = preview(plan, (line, file) => `${file}|${line.replace(/\d/, "*")}`);
  expect(only!.diff).toBe("--- .env\n+++ .env\n@@ -1,2 +1,2 @@\n-.env|A=*\n+.env|A=*\n .env|B=*\n");
});
