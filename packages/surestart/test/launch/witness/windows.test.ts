import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { witnessFacts } from "../../../src/launch/witness/facts.ts";
import type { Note } from "../../../src/launch/witness/notes.ts";
import { pythons } from "./watched.ts";

const places = fileURLToPath(new URL("../../../src/launch/witness/python/places.py", import.meta.url));
/** The observer's own file with the paths of Windows: there is no Python for Wine. */
const asked = `import io, json, ntpath, os, sys, types
system = types.SimpleNamespace(
    path=ntpath, sep="\\\\", fsdecode=os.fsdecode, getcwd=lambda: "C:\\\\Shop", __file__="C:\\\\Python\\\\Lib\\\\os.py"
)
names = {
    "os": system,
    "sys": types.SimpleNamespace(prefix="C:\\\\Shop\\\\.venv"),
    "folder": "C:\\\\notes",
    "open": lambda name, mode: io.BytesIO(b"C:\\\\Shop\\\\\\0"),
}
exec(open(sys.argv[1]).read(), names)
files = json.loads(sys.argv[2])
print(json.dumps([[names["own"](file), names["full"](file)] for file in files]))
`;

test.each(pythons())("Python $version knows the files of a project on Windows", ({ python }) => {
  if (python === null) return;
  const rows: [string, boolean, string][] = [
    ["C:\\Shop\\app.py", true, "C:\\Shop\\app.py"],
    ["c:/shop/sub/../till.py", true, "c:\\shop\\till.py"],
    ["app.py", true, "C:\\Shop\\app.py"],
    ["C:\\Shopping\\app.py", false, "C:\\Shopping\\app.py"],
    ["C:\\Shop\\.venv\\Lib\\site-packages\\x.py", false, "C:\\Shop\\.venv\\Lib\\site-packages\\x.py"],
    ["C:\\Shop\\.venv\\Scripts\\serve.py", false, "C:\\Shop\\.venv\\Scripts\\serve.py"],
    ["C:\\Python\\Lib\\os.py", false, "C:\\Python\\Lib\\os.py"],
  ];
  const files = JSON.stringify(rows.map(([file]) => file));
  const { stdout, stderr } = spawnSync(python, ["-c", asked, places, files], { encoding: "utf8" });
  expect(JSON.parse(stdout || "null"), stderr).toEqual(rows.map(([, own, full]) => [own, full]));
});

test("places are relative to the project, with slashes", () => {
  const at = { file: "C:\\Shop\\config\\keys.py", line: 3 };
  const process = "1.jsonl";
  const notes: Note[] = [
    { process, do: "process", language: "python", version: "3.13.0" },
    { process, do: "read", name: "TILL_KEY", found: "missing", at, n: 1 },
    { process, do: "open", file: "C:\\Shop\\.env", there: true, at, n: 2 },
  ];
  const reading = { dir: "C:\\Shop", crash: null, sure: true, textOf: () => null };
  expect(witnessFacts(notes, reading)).toMatchObject({
    reads: [{ name: "TILL_KEY", at: { file: "config/keys.py", line: 3 } }],
    opened: [{ file: ".env" }],
  });
});
