import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { lacking, launcher, nodeExe } from "./machine.ts";
import {
  clearAway,
  freePort,
  nothingLeft,
  project,
  start,
  surestart,
  surestartEnds,
  windowsPath,
} from "./windows.ts";

afterEach(clearAway);

const lacks = lacking();
const listens = `
  import { createServer } from "node:http";
  createServer((_, answer) => answer.end("ok")).listen(process.env.PORT, "127.0.0.1", () => console.log("listens"));
`;
// A busy machine is no reason to fail.
const patient = ["--timeout", "80"];
const words = ["SIGINT", "SIGBREAK", "SIGHUP"];
const told = (then: string): string =>
  `${listens} for (const word of ${JSON.stringify(words)}) process.on(word, () => { console.log("told to end by " + word); ${then} });`;
const polite = told("process.exit(0);");
const deaf = told("");
/** What a person does, and what Node calls it. */
const keys = [
  ["ctrl-c", "SIGINT"],
  ["ctrl-break", "SIGBREAK"],
  ["close the window", "SIGHUP"],
] as const;
/** A server that is started as those of Python are: by a launcher, by the Python of a virtual environment, by the real one. */
function behindLaunchers(): string {
  const uvicorn = `process.env.PORT = process.argv[process.argv.indexOf("--port") + 1];\n${polite}`;
  const cwd = project({ "main.py": "app = None\n", ".venv/pyvenv.cfg": "version = 3.12.1\n" });
  const scripts = path.join(cwd, ".venv/Scripts");
  const file = (name: string): string => path.join(scripts, name);
  mkdirSync(scripts);
  for (const name of ["uvicorn.exe", "python.exe"]) cpSync(launcher, file(name));
  writeFileSync(file("uvicorn.mjs"), uvicorn);
  const [python, script] = [file("python.exe"), file("uvicorn.mjs")].map(windowsPath);
  writeFileSync(file("uvicorn.launch"), `"${python}" "${script}"\r\n`);
  writeFileSync(file("python.launch"), `"${nodeExe}"\r\n`);
  return cwd;
}
const byNpm = JSON.stringify({ scripts: { start: "node server.mjs" } });

describe.skipIf(lacks !== null)(`how a program ends on Windows${lacks ? `: ${lacks}` : ""}`, () => {
  test.each(keys)("%s reaches the server itself, which ends as it wants", async (key, word) => {
    const cwd = project({ "server.mjs": polite });
    const run = start(
      [...surestart, "run", ...patient, "--port", await freePort(), "--", "node", "server.mjs"],
      {
        cwd,
      },
    );
    await run.says("Healthy");
    run.press(key);
    expect(await run.status).toBe(0);
    expect(run.stdout()).toContain(`told to end by ${word}`);
    expect(run.calls().filter((call) => call.startsWith("taskkill"))).toEqual([]);
    expect(await nothingLeft()).toEqual([]);
  });

  test.each(keys)("%s on `npm start` leaves no process behind", async (key) => {
    const cwd = project({ "server.mjs": listens, "package.json": byNpm });
    const run = start([...surestart, "run", ...patient, "--port", await freePort()], { cwd });
    await run.says("Healthy");
    run.press(key);
    expect(await run.status).toBe(0);
    expect(await nothingLeft()).toEqual([]);
  });

  test.each([keys[0], keys[2]])("%s: who does not listen is ended after its grace", async (key, word) => {
    const cwd = project({ "server.mjs": deaf });
    const run = start(
      [...surestart, "run", ...patient, "--port", await freePort(), "--", "node", "server.mjs"],
      {
        cwd,
      },
    );
    await run.says("Healthy");
    run.press(key);
    await run.says(`told to end by ${word}`);
    expect(await run.status).toBe(137);
    expect(await nothingLeft()).toEqual([]);
  });

  test.each([
    ["ctrl-c", 0],
    ["kill", 9],
  ] as const)("%s: a server behind the launchers of a virtual environment", async (key, status) => {
    const cwd = behindLaunchers();
    const port = await freePort();
    const run = start(
      [...surestart, "run", ...patient, "--port", port, "--", ".venv\\Scripts\\uvicorn", "main:app"],
      { cwd },
    );
    await run.says("Healthy");
    expect(run.stderr()).toContain(`http://127.0.0.1:${port}`);
    run.press(key);
    expect(await run.status).toBe(status);
    if (key === "ctrl-c") expect(run.stdout()).toContain("told to end by SIGINT");
    expect(await nothingLeft()).toEqual([]);
  });

  test.each(["refused", "hangs"])("a taskkill that is %s keeps nobody waiting", async (how) => {
    const cwd = project({ "server.mjs": listens, "package.json": byNpm });
    const { status, stderr } = await surestartEnds(
      ["run", ...patient, "--port", await freePort(), "--exit-when-healthy"],
      {
        cwd,
        env: { STANDIN_TASKKILL: how },
      },
    );
    expect(stderr).toContain("Healthy");
    expect(status).toBe(0);
    expect(await nothingLeft()).toEqual([]);
  });

  test.each([
    ["the program", ["--", "node", "server.mjs"]],
    ["all that npm has started", []],
  ])("%s ends when surestart is killed", async (_what, command) => {
    const cwd = project({ "server.mjs": listens, "package.json": byNpm });
    const run = start([...surestart, "run", ...patient, "--port", await freePort(), ...command], { cwd });
    await run.says("Healthy");
    run.press("kill");
    expect(await run.status).toBe(9);
    expect(await nothingLeft()).toEqual([]);
  });
});
