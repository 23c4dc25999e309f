import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, renameSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { claims } from "../../src/ports/claims.ts";
import { whoHolds } from "../../src/ports/holders.ts";
import { processesOf } from "../../src/ports/members.ts";
import { cleanUp, freePort, project, server, surestart } from "./run-surestart.ts";

afterEach(cleanUp);

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const home = join(root, "packages/surestart");
const gone = "its own files were removed or replaced while it ran";
const node = process.execPath;

/** The package as it is published, in the folder `package` of the project. */
function installed(dir: string): string {
  execFileSync(node, [join(home, "bin/surestart.cjs"), "--version"]);
  const { folder } = JSON.parse(readFileSync(join(home, "dist/clone.json"), "utf8")) as { folder: string };
  cpSync(join(home, "dist/clone", folder), join(dir, "package"), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(dir, "package/node_modules"));
  return join(dir, "package/bin/surestart.cjs");
}

const family = "require('node:child_process').spawn('sleep', ['1000'], { stdio: 'ignore' });";
const unwell = `require("node:http").createServer((q, r) => {
  console.log("asked");
  r.writeHead(503).end();
}).listen(Number(process.env.PORT), "127.0.0.1");`;
const crashes = 'process.on("SIGUSR2", () => { console.error("Error: it broke"); process.exit(3); });';

// `npm ci` takes away the package of a run that goes on, and much of it is loaded only when it is needed.
describe.skipIf(process.platform === "win32")("the package is removed during a run", () => {
  test.each([
    ["ends with SIGINT when it is healthy", server(), "Healthy in", "SIGINT", 0],
    ["ends with SIGTERM when it is healthy", server(), "Healthy in", "SIGTERM", 0],
    ["ends with SIGINT before it is healthy", unwell, "asked", "SIGINT", 130],
    ["has the status of a program that crashes later", server() + crashes, "Healthy in", "SIGUSR2", 3],
  ] as const)("%s", async (_, program, when, signal, status) => {
    const port = await freePort();
    const dir = project({ "server.js": `console.log("pid " + process.pid);${family}${program}` });
    const run = surestart([], {
      dir,
      env: { PORT: String(port), XDG_STATE_HOME: join(dir, "state") },
      command: [node, installed(dir), "run", "--", node, "server.js"],
    });
    const session = Number(/pid (\d+)/.exec(await run.says("pid "))?.[1]);
    await run.says(when);
    renameSync(join(dir, "package"), join(dir, "removed"));
    run.child.kill(signal);
    expect(await run.end).toBe(status);
    if (signal === "SIGUSR2") expect(run.stderr()).toMatch(new RegExp(`${gone}[^]*broke|broke[^]*${gone}`));
    expect(run.stderr()).not.toContain("crashed");
    const claim = (await (await claims())?.ownerOf(port)) ?? null;
    expect([await whoHolds(port), await processesOf({ session }), claim]).toEqual([[], [], null]);
  });
});
