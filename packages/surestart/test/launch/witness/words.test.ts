import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { withWitness } from "../../../src/launch/witness/words.ts";

const folder = "/run/w";
const preload = "/opt/s/preload.cjs";
const require = '--require "/opt/s/preload.cjs" ';

test.each<[string[], string[]]>([
  [
    ["env", "PYTHONPATH=src", "python3", "a.py"],
    ["env", "PYTHONPATH=/run/w:src", "python3", "a.py"],
  ],
  [
    ["/usr/bin/env", "-u", "A", "B=1", "PYTHONPATH=", "python3"],
    ["/usr/bin/env", "-u", "A", "B=1", "PYTHONPATH=", "python3"],
  ],
  [
    ["env", "-i", "B=1", "PYTHONPATH=", "python3"],
    ["env", "-i", "B=1", "PYTHONPATH=/run/w", "python3"],
  ],
  [
    ["cross-env", "NODE_OPTIONS=--no-warnings", "node", "a.js"],
    ["cross-env", `NODE_OPTIONS=${require}--no-warnings`, "node", "a.js"],
  ],
  // Words of the program itself, and of others.
  [
    ["env", "python3", "a.py", "PYTHONPATH=src"],
    ["env", "python3", "a.py", "PYTHONPATH=src"],
  ],
  [
    ["docker", "run", "-e", "PYTHONPATH=/app", "shop"],
    ["docker", "run", "-e", "PYTHONPATH=/app", "shop"],
  ],
  [
    ["node", "a.js"],
    ["node", "a.js"],
  ],
  [
    ["sh", "-c", "echo PYTHONPATH=src python3 a.py"],
    ["sh", "-c", "echo PYTHONPATH=src python3 a.py"],
  ],
])("%j", (argv, expected) => {
  expect(withWitness(argv, folder, preload, "linux")).toEqual(expected);
});

test("Windows has its own separator; what a shell would take apart is left alone", () => {
  expect(withWitness(["env", "PYTHONPATH=src"], "C:\\w", preload, "win32")).toEqual([
    "env",
    "PYTHONPATH=C:\\w;src",
  ]);
  const argv = ["sh", "-c", "PYTHONPATH=src python3 a.py"];
  expect(withWitness(argv, "/home/a b/w", preload, "linux")).toEqual(argv);
});

describe.skipIf(process.platform === "win32")("in a line of the shell", () => {
  const show = `"${process.execPath}" -e 'console.log(process.env.PYTHONPATH + "|" + process.env.NODE_OPTIONS)'`;
  const inherited = { PYTHONPATH: `${folder}:lib`, NODE_OPTIONS: "--no-warnings" };
  test.each([
    [`PYTHONPATH=src ${show}`, "/run/w:src|--no-warnings"],
    [`PYTHONPATH= ${show}`, "/run/w|--no-warnings"],
    [`PYTHONPATH='src:a b' ${show}`, "/run/w:src:a b|--no-warnings"],
    [`PYTHONPATH=$PYTHONPATH:src ${show}`, "/run/w:lib:src|--no-warnings"],
    [`PYTHONPATH="\${PYTHONPATH}:src" ${show}`, "/run/w:lib:src|--no-warnings"],
    [`PYTHONPATH="$(pwd)" ${show}`, `/run/w:${process.cwd()}|--no-warnings`],
    [`export PYTHONPATH=src; ${show}`, "/run/w:src|--no-warnings"],
    [`cd . && A="x y" PYTHONPATH=src ${show}`, "/run/w:src|--no-warnings"],
    [`NODE_OPTIONS= env PYTHONPATH=src ${show}`, "/run/w:src|"],
    [`echo PYTHONPATH=src; ${show}`, "PYTHONPATH=src\n/run/w:lib|--no-warnings"],
  ])("%s", (line, expected) => {
    // Node would look for the file of the observer: what NODE_OPTIONS becomes is in the rows above.
    const [sh = "", ...words] = withWitness(["sh", "-c", line], folder, "/dev/null", "linux");
    const { stdout, stderr } = spawnSync(sh, words, {
      env: { PATH: process.env["PATH"], ...inherited },
      encoding: "utf8",
    });
    expect(stdout.trim(), stderr).toBe(
      expected.endsWith("|") ? `${expected}--require "/dev/null"` : expected,
    );
  });
});
