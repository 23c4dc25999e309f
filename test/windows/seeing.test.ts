import { readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { Report } from "../../packages/surestart/src/report/report.ts";
import { lacking } from "./machine.ts";
import {
  clearAway,
  freePort,
  nothingLeft,
  onScreen,
  project,
  startTime,
  surestart,
  surestartEnds,
} from "./windows.ts";

afterEach(clearAway);

const lacks = lacking();
/** Milliseconds for what comes beside a wait: one second where a program starts in a tenth, and more on a busy machine. */
const slack = (before: number): number => Math.max(1000, 15 * Math.max(before, startTime()));
const server = `
  import { createServer } from "node:http";
  const listens = Date.now();
  createServer((_, answer) => {
    console.log("asked after " + (Date.now() - listens) + " ms");
    answer.end("ok");
  }).listen(process.env.PORT, "127.0.0.1");
`;
const byNpm = JSON.stringify({ scripts: { start: "node server.mjs" } });
const until = ["--timeout", "80", "--exit-when-healthy"];

describe.skipIf(lacks !== null)(`what is seen of a program on Windows${lacks ? `: ${lacks}` : ""}`, () => {
  test.each([
    ["forbidden", { STANDIN_POWERSHELL: "refused" }],
    ["silent", { STANDIN_POWERSHELL: "silent" }],
    ["silent after its first answer", { STANDIN_POWERSHELL: "once" }],
  ])("healthy where PowerShell is %s, also behind npm", async (_how, env) => {
    const cwd = project({ "server.mjs": server, "package.json": byNpm });
    const { status, stderr } = await surestartEnds(["run", "--port", await freePort(), ...until], {
      cwd,
      env,
    });
    expect(stderr).toContain("Healthy");
    expect(status).toBe(0);
  });

  test("healthy where neither netstat nor PowerShell may be run", async () => {
    const cwd = project({ "server.mjs": server });
    const { status, stderr } = await surestartEnds(
      ["run", "--port", await freePort(), ...until, "--", "node", "server.mjs"],
      { cwd, env: { STANDIN_POWERSHELL: "refused", STANDIN_NETSTAT: "refused" } },
    );
    expect(stderr).toContain("Healthy");
    expect(status).toBe(0);
  });

  test("with a PowerShell that takes a second: one process for the whole run, asked soon after it listens", async () => {
    const cwd = project({ "server.mjs": server, "package.json": byNpm });
    const before = startTime();
    const { stdout, calls } = await surestartEnds(["run", "--port", await freePort(), ...until], {
      cwd,
      env: { STANDIN_POWERSHELL_MS: "1000" },
    });
    expect(calls.filter((call) => call.startsWith("powershell"))).toHaveLength(1);
    expect(Number(/asked after (\d+) ms/.exec(stdout)?.[1])).toBeLessThan(1000 + slack(before));
  });

  test("what a program prints in UTF-8 or in a code page of Windows is on the screen, and in the diagnosis", async () => {
    const cwd = project({
      // The second line is in code page 1252, as Python writes it.
      "server.mjs": `console.log("on its stdout");
        process.stderr.write("Gr\u00fc\u00dfe \u2713\\n");
        process.stderr.write(Buffer.from("Error: kein Schl\u00fcssel\\n", "latin1"), () => process.exit(3));`,
    });
    const words = ["run", "--no-second-look", "--port", await freePort(), "--", "node", "server.mjs"];
    const screen = await onScreen([...surestart, ...words], cwd);
    expect(screen).toContain("Gr\u00fc\u00dfe \u2713\nError: kein Schl\u00fcssel\n");
    expect(screen).toContain("on its stdout\n");
    expect(screen).toContain("x Error: kein Schl\u00fcssel\n");
  });

  test.each(["silent", "once"])("the timeout is kept where PowerShell is %s", async (how) => {
    const cwd = project({
      "server.mjs": "setInterval(() => {}, 1e6);",
      "package.json": JSON.stringify({ scripts: { start: "node server.mjs" } }),
    });
    const before = startTime();
    const { status } = await surestartEnds(
      ["run", "--port", await freePort(), "--timeout", "5", "--report", "report.json"],
      { cwd, env: { STANDIN_POWERSHELL: how } },
    );
    expect(status).toBe(69);
    const { timeline } = JSON.parse(readFileSync(path.join(cwd, "report.json"), "utf8")) as Report;
    const waited = timeline.find(({ step }) => step === "wait")?.ms;
    expect(waited).toBeGreaterThan(4900);
    expect(waited).toBeLessThan(5000 + slack(before));
    expect(await nothingLeft()).toEqual([]);
  });

  test("a crash is told although PowerShell never answers", async () => {
    const cwd = project({ "server.mjs": 'throw new Error("no database");' });
    const { status, stderr } = await surestartEnds(
      ["run", "--port", await freePort(), "--timeout", "80", "--format", "json", "--", "node", "server.mjs"],
      { cwd, env: { STANDIN_POWERSHELL: "silent" } },
    );
    expect(status).toBe(1);
    expect(stderr).toContain("no database");
  });

  test("`ports` says that it cannot see, and not that nobody listens", async () => {
    const { status, stdout } = await surestartEnds(["ports"], {
      cwd: project(),
      env: { STANDIN_POWERSHELL: "refused", STANDIN_NETSTAT: "refused" },
    });
    expect(stdout).toBe("The listening processes cannot be listed: netstat and PowerShell do not answer.\n");
    expect(status).toBe(1);
  });
});
