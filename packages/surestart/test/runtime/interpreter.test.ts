import path from "node:path";
import { describe, expect, test } from "vitest";
import { findInterpreter, python } from "../../src/runtime/interpreter.ts";
import { project } from "./project.ts";
import { pythonPath, withoutPython } from "./python.ts";

const command = (program: string[], cwd: string, language: "python" | "javascript" = "python") => ({
  program,
  cwd,
  language,
});

test("the Node that runs us is known without asking it", async () => {
  const found = await findInterpreter(
    command(["node", "x.js"], "/", "javascript"),
    [path.dirname(process.execPath)],
    {},
  );
  expect(found).toMatchObject({ kind: "node", version: process.versions.node });
});

test("another Node is asked, and a tool of npm's runs on the one on PATH", async () => {
  using here = project({ "bin/node": "#!/bin/sh\necho v20.4.0\n" });
  const found = await findInterpreter(
    command(["tsx", "x.ts"], here.dir, "javascript"),
    [path.join(here.dir, "bin")],
    { PATH: process.env["PATH"] },
  );
  expect(found).toEqual({
    kind: "node",
    path: path.join(here.dir, "bin/node"),
    version: "20.4.0",
    python: null,
  });
});

test("a shim is asked in the folder of the program, by which it chooses", async () => {
  using here = project({
    "bin/node": "#!/bin/sh\necho v$(cat version)\n",
    "a/version": "20.1.0",
    "b/version": "22.2.0",
  });
  const ask = (folder: string) =>
    findInterpreter(command(["node", "x.js"], path.join(here.dir, folder)), [path.join(here.dir, "bin")], {
      PATH: process.env["PATH"],
    });
  expect([(await ask("a"))?.version, (await ask("b"))?.version]).toEqual(["20.1.0", "22.2.0"]);
});

test("one that does not answer has no version", async () => {
  using here = project({ "bin/node": "#!/bin/sh\nexit 3\n", "bin/python3": "#!/bin/sh\necho hello\n" });
  const folders = [path.join(here.dir, "bin")];
  expect(await findInterpreter(command(["node"], here.dir), folders, {})).toMatchObject({ version: null });
  expect(await findInterpreter(command(["python3"], here.dir), folders, {})).toMatchObject({
    version: null,
    python: null,
  });
  expect(await findInterpreter(command(["python9"], here.dir), folders, {})).toBeNull();
});

describe.skipIf(pythonPath === null)(`Python (${pythonPath ?? withoutPython})`, () => {
  const real = pythonPath as string;
  const environment = { PATH: process.env["PATH"], HOME: process.env["HOME"] };

  test("it says its version and where it searches", async () => {
    const found = await python(real, environment);
    expect(found.version).toMatch(/^3\.\d+\.\d+$/);
    expect(found.python?.stdlib.has("email")).toBe(true);
    expect(found.python?.fixed.has("sys")).toBe(true);
    expect(found.python?.fixed.has("email")).toBe(false);
    expect(found.python?.venv).toBeNull();
    expect(await python(real, environment)).toBe(found);
  });

  test("nothing of the project runs while it is asked", async () => {
    using here = project({
      "json.py": "raise SystemExit(9)",
      "site.py": "raise SystemExit(9)",
      "sitecustomize.py": "raise SystemExit(9)",
    });
    const copy = { ...environment, PYTHONPATH: here.dir, PYTHONSTARTUP: path.join(here.dir, "json.py") };
    const found = await findInterpreter(command([real, "x.py"], here.dir), [], copy);
    expect(found?.version).toMatch(/^3\./);
  });

  test("a console script's is that of its first line", async () => {
    using here = project({
      "bin/uvicorn": `#!${real}\nimport this\n`,
      "bin/flask": `#!/bin/sh\n'''exec' "${real}" "$0" "$@"\n' '''\n`,
      "bin/hypercorn": "#!/usr/bin/env python3\n",
      "bin/daphne": "#!/bin/sh\necho none\n",
    });
    const folders = [path.join(here.dir, "bin"), path.dirname(real)];
    for (const name of ["uvicorn", "flask", "hypercorn"])
      expect(await findInterpreter(command([name, "a:b"], here.dir), folders, environment)).toMatchObject({
        kind: "python",
        path: real,
      });
    expect(await findInterpreter(command(["daphne", "a:b"], here.dir), folders, environment)).toBeNull();
  });
});

test("a launcher of Windows is started by the Python beside it, or in the folder above", async () => {
  const answer = '{"version":"3.12.1","paths":[],"user":[],"stdlib":[],"fixed":[],"venv":null}';
  const says = `#!/bin/sh\necho '${answer}'\n`;
  using here = project({
    "venv/Scripts/uvicorn.exe": says,
    "venv/Scripts/python.exe": says,
    "Python312/Scripts/uvicorn.exe": says,
    "Python312/python.exe": says,
    "tools/Scripts/uvicorn.exe": says,
  });
  const by = async (file: string): Promise<string | undefined> =>
    (await findInterpreter(command([file, "main:app"], here.dir), [], {}))?.path;
  expect(await by("venv/Scripts/uvicorn.exe")).toBe(path.join(here.dir, "venv/Scripts/python.exe"));
  expect(await by("Python312/Scripts/uvicorn.exe")).toBe(path.join(here.dir, "Python312/python.exe"));
  expect(await by("tools/Scripts/uvicorn.exe")).toBeUndefined();
});
