import { afterEach, describe, expect, test } from "vitest";
import { lacking } from "./machine.ts";
import { clearAway, freePort, nothingLeft, project, start, surestart, surestartEnds } from "./windows.ts";

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
