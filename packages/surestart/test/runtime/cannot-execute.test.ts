import { chmodSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { cannotExecute } from "../../src/runtime/cannot-execute.ts";
import { project } from "./project.ts";

const files = {
  "bin/tool": "#!/bin/sh\n",
  "bin/text": "no program",
  "bin/binary": "\u007fELF",
  "bin/plain": "echo no first line\n",
  "bin/moved": "#!/nowhere/venv/bin/python3\n",
  "bin/long": '#!/bin/sh\n\'\'\'exec\' "/nowhere/a b/bin/python3" "$0" "$@"\n',
  "bin/by-env": "#!/usr/bin/env no-such-runtime\n",
  "bin/by-env-split": "#!/usr/bin/env -S no-such-runtime --flag\n",
  "bin/by-env-words": "#!/usr/bin/env sh -e\n",
  "bin/by-env-set": "#!/usr/bin/env -S A=1 sh\n",
  "bin/by-env-option": "#!/usr/bin/env -i sh\n",
  "bin/windows": "#!/bin/sh\r\n",
  "bin/second": "#!bin/moved\n",
  "bin/folder/x": "",
};

// biome-ignore format: one row, one line
const rows: [word: string, PATH: string | undefined, code: string | null, interpreter?: string][] = [
  ["tool", "bin", null],
  ["tool", "nowhere:bin", null],
  ["tool", "", "ENOENT"],
  ["sh", undefined, null],
  ["bin/tool", "", null],
  ["./bin/none", "bin", "ENOENT"],
  ["none", "bin", "ENOENT"],
  ["", "bin", "ENOENT"],
  ["text", "bin", "EACCES"],
  ["folder", "bin", "EACCES"],
  ["binary", "bin", null],
  ["plain", "bin", null],
  ["moved", "bin", "ENOENT", "/nowhere/venv/bin/python3"],
  ["long", "bin", "ENOENT", "/nowhere/a b/bin/python3"],
  ["by-env", "bin:/usr/bin:/bin", "ENOENT", "no-such-runtime"],
  ["by-env-split", "bin:/usr/bin:/bin", "ENOENT", "no-such-runtime"],
  ["by-env-words", "bin:/usr/bin:/bin", "ENOENT", "sh -e"],
  ["by-env-set", "bin:/usr/bin:/bin", null],
  ["by-env-option", "bin:/usr/bin:/bin", null],
  ["windows", "bin", "ENOENT", "/bin/sh\r"],
  ["second", "bin", "ENOENT", "/nowhere/venv/bin/python3"],
];

describe.skipIf(process.platform === "win32")(
  "what the system would refuse to start (by POSIX rules)",
  () => {
    test.each(rows)("%j on PATH %j", (word, PATH, code, interpreter) => {
      using here = project(files);
      for (const file of Object.keys(files))
        if (file !== "bin/text") chmodSync(path.join(here.dir, file), 0o755);
      const found = cannotExecute(word, { cwd: here.dir, environment: { PATH } });
      expect([found?.code ?? null, found?.interpreter?.name]).toEqual([code, interpreter]);
    });

    test.skipIf(process.getuid?.() === 0)("folders that may not be entered (root enters all)", () => {
      using here = project(files);
      const closed = path.join(here.dir, "bin");
      chmodSync(closed, 0);
      try {
        const code = (word: string, cwd = here.dir): string | undefined =>
          cannotExecute(word, { cwd, environment: { PATH: "bin" } })?.code;
        expect([code("tool"), code("bin/tool"), code("sh", closed)]).toEqual(["ENOENT", "EACCES", "EACCES"]);
      } finally {
        chmodSync(closed, 0o755);
      }
    });
  },
);
