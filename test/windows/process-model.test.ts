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
const polite = `${listens} process.on("SIGINT", () => { console.log("told to end"); process.exit(0); });`;
const deaf = `${listens} process.on("SIGINT", () => console.log("told to end"));`;
const byNpm = JSON.stringify({ scripts: { start: "node server.mjs" } });

describe.skipIf(lacks !== null)(`how a program ends on Windows${lacks ? `: ${lacks}` : ""}`, () => {
  test("Ctrl-C reaches the server itself, which ends as it wants", async () => {
    const cwd = project({ "server.mjs": polite });
    const run = start(
      [...surestart, "run", ...patient, "--port", await freePort(), "--", "node", "server.mjs"],
      {
        cwd,
      },
    );
    await run.says("Healthy");
    run.press("ctrl-c");
    expect(await run.status).toBe(0);
    expect(run.stdout()).toContain("told to end");
    expect(run.calls().filter((call) => call.startsWith("taskkill"))).toEqual([]);
    expect(await nothingLeft()).toEqual([]);
  });

  test("Ctrl-C on `npm start` leaves no process behind", async () => {
    const cwd = project({ "server.mjs": listens, "package.json": byNpm });
    const run = start([...surestart, "run", ...patient, "--port", await freePort()], { cwd });
    await run.says("Healthy");
    run.press("ctrl-c");
    expect(await run.status).toBe(0);
    expect(await nothingLeft()).toEqual([]);
  });

  test("who does not listen to Ctrl-C is ended after its grace, with all that it started", async () => {
    const cwd = project({ "server.mjs": deaf });
    const run = start(
      [...surestart, "run", ...patient, "--port", await freePort(), "--", "node", "server.mjs"],
      {
        cwd,
      },
    );
    await run.says("Healthy");
    run.press("ctrl-c");
    await run.says("told to end");
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
