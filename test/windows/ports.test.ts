import { afterEach, describe, expect, test } from "vitest";
import { lacking, nodeExe } from "./machine.ts";
import { clearAway, nothingLeft, project, start, surestart, surestartEnds, windowsPath } from "./windows.ts";

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
    const cwd = project({ "server.mjs": server });
    const holder = start([nodeExe, "server.mjs"], { cwd, env: { PORT: "18641" } });
    await holder.says("listens");
    const { status, stderr } = await surestartEnds(
      ["run", "--port", "18641", "--on-conflict", "next", ...until, "--", "node", "server.mjs"],
      { cwd },
    );
    expect(stderr).toMatch(/port 18641 .* node server\.mjs \(pid \d+.*\): using 18642/);
    expect(status).toBe(0);
    holder.press("kill");
  });

  test("a port in an excluded range is given up, and the range is named", async () => {
    // What WinNAT does: every bind in the range is refused, whoever asks.
    const refuse = `
      const { Server } = require("node:net");
      const { listen } = Server.prototype;
      Server.prototype.listen = function (...words) {
        const port = Number(typeof words[0] === "object" ? words[0].port : words[0]);
        if (port < 18600 || port > 18699) return listen.apply(this, words);
        const error = new Error("listen EACCES: permission denied 127.0.0.1:" + port);
        process.nextTick(() => this.emit("error", Object.assign(error, { code: "EACCES", syscall: "listen", port })));
        return this;
      };`;
    const cwd = project({ "server.mjs": server, "refuse.cjs": refuse });
    const { status, stderr } = await surestartEnds(
      ["run", "--port", "18645", "--on-conflict", "next", ...until, "--", "node", "server.mjs"],
      {
        cwd,
        env: {
          NODE_OPTIONS: `--require ${JSON.stringify(windowsPath(`${cwd}/refuse.cjs`))}`,
          STANDIN_EXCLUDED: "     18600       18699",
        },
      },
    );
    expect(stderr).toContain(
      "port 18645 is in a range that Windows keeps for itself (18600 to 18699): using 187",
    );
    expect(stderr).toMatch(/Port +187\d\d, since 18645 is in a range/);
    expect(status).toBe(0);
  });

  test("what a killed run has left is recognised by the next one, and replaced", async () => {
    // Behind npm and cmd: Node ends its own children with itself, cmd does not.
    const cwd = project({
      "server.mjs": server,
      "package.json": JSON.stringify({ scripts: { start: "node server.mjs" } }),
    });
    const first = start([...surestart, "run", ...patient, "--port", "18647"], { cwd });
    await first.says("Healthy");
    first.press("kill");
    await first.status;
    const { status, stderr } = await surestartEnds(
      ["run", "--port", "18647", "--on-conflict", "replace", ...until],
      { cwd },
    );
    expect(stderr).toContain("an earlier run of this project");
    expect(stderr).toContain("http://127.0.0.1:18647");
    expect(status).toBe(0);
    expect(await nothingLeft()).toEqual([]);
  });
});
