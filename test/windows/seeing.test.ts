import { afterEach, describe, expect, test } from "vitest";
import { lacking } from "./machine.ts";
import { clearAway, freePort, project, surestartEnds } from "./windows.ts";

afterEach(clearAway);

const lacks = lacking();
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
    const { stdout, calls } = await surestartEnds(["run", "--port", await freePort(), ...until], {
      cwd,
      env: { STANDIN_POWERSHELL_MS: "1000" },
    });
    expect(calls.filter((call) => call.startsWith("powershell"))).toHaveLength(1);
    // Two seconds on a machine that has nothing else to do; this one may have.
    expect(Number(/asked after (\d+) ms/.exec(stdout)?.[1])).toBeLessThan(8000);
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
    expect(stdout).toBe("Who listens cannot be seen here: netstat and PowerShell give no answer.\n");
    expect(status).toBe(1);
  });
});
