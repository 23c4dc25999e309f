import { afterEach, describe, expect, test } from "vitest";
import { lacking, nodeExe } from "./machine.ts";
import {
  clearAway,
  endProcess,
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
const server = `
  import { createServer } from "node:http";
  createServer((_, answer) => answer.end("ok")).listen(process.env.PORT, "127.0.0.1", () => console.log("listens"));
`;
const patient = ["--timeout", "80"];
const until = [...patient, "--exit-when-healthy"];

describe.skipIf(lacks !== null)(`ports on Windows${lacks ? `: ${lacks}` : ""}`, () => {
  test("a holder is called by its name, whatever blanks its path has", async () => {
    const port = await freePort();
    const cwd = project({ "server.mjs": server });
    const holder = start([nodeExe, "server.mjs"], { cwd, env: { PORT: port } });
    await holder.says("listens");
    const { status, stderr } = await surestartEnds(
      ["run", "--port", port, "--on-conflict", "next", ...until, "--", "node", "server.mjs"],
      { cwd },
    );
    expect(stderr).toMatch(new RegExp(String.raw`port ${port} .* node server\.mjs \(pid \d+.*\): using \d+`));
    expect(status).toBe(0);
    holder.press("kill");
  });

  test("`ports` knows the folder of a server that a run has seen through to healthy", async () => {
    const port = await freePort();
    const cwd = project({ "server.mjs": server, "package.json": "{}" });
    const run = start([...surestart, "run", ...patient, "--port", port, "--", "node", "server.mjs"], { cwd });
    await run.says("Healthy");
    // The folder is noted beside the run, which waits for nothing.
    const folders = async (): Promise<unknown[]> => {
      const { stdout } = await surestartEnds(["ports", port, "--format", "json"], { cwd });
      return (JSON.parse(stdout) as { ports: { project: unknown }[] }).ports.map((one) => one.project);
    };
    await expect.poll(folders, { timeout: 60_000 }).toEqual([windowsPath(cwd)]);
    run.press("ctrl-c");
    await run.status;
  });

  test("a port in an excluded range is given up, and the range is named", async () => {
    // What WinNAT does: every bind in the range is refused, whoever asks.
    const port = await freePort();
    const [from, to] = [Number(port) - 5, Number(port) + 50];
    const refuse = `
      const { Server } = require("node:net");
      const { listen } = Server.prototype;
      Server.prototype.listen = function (...words) {
        const port = Number(typeof words[0] === "object" ? words[0].port : words[0]);
        if (port < ${from} || port > ${to}) return listen.apply(this, words);
        const error = new Error("listen EACCES: permission denied 127.0.0.1:" + port);
        process.nextTick(() => this.emit("error", Object.assign(error, { code: "EACCES", syscall: "listen", port })));
        return this;
      };`;
    const cwd = project({ "server.mjs": server, "refuse.cjs": refuse });
    const { status, stderr } = await surestartEnds(
      ["run", "--port", port, "--on-conflict", "next", ...until, "--", "node", "server.mjs"],
      {
        cwd,
        env: {
          NODE_OPTIONS: `--require ${JSON.stringify(windowsPath(`${cwd}/refuse.cjs`))}`,
          STANDIN_EXCLUDED: `     ${from}       ${to}`,
        },
      },
    );
    expect(stderr).toContain(`port ${port} is in a range that Windows reserves (${from} to ${to}): using `);
    expect(stderr).toMatch(new RegExp(`Port +\\d+, as ${port} is in a range`));
    expect(status).toBe(0);
  });

  test("what a run has left that was killed with its watchdog is recognised by the next one, and replaced", async () => {
    // Behind npm and cmd: Node ends its own children with itself, cmd does not.
    const cwd = project({
      "server.mjs": server,
      "package.json": JSON.stringify({ scripts: { start: "node server.mjs" } }),
    });
    const port = await freePort();
    const first = start([...surestart, "run", ...patient, "--port", port], { cwd });
    await first.says("Healthy");
    endProcess("watch-windows");
    first.press("kill");
    await first.status;
    const { status, stderr } = await surestartEnds(
      ["run", "--port", port, "--on-conflict", "replace", ...until],
      { cwd },
    );
    expect(stderr).toContain("an earlier run of this project");
    expect(stderr).toContain(`http://127.0.0.1:${port}`);
    expect(status).toBe(0);
    expect(await nothingLeft()).toEqual([]);
  });
});
