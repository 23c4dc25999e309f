import { spawn, spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { bin, environment, project } from "./_run.ts";

const asRoot = process.getuid?.() === 0 ? [] : ["-r"];
const hide = ["--mount", ...asRoot, "sh", "-c", 'mount -t tmpfs none /proc && exec "$@"', "sh"];
const canHide = spawnSync("unshare", [...hide, "true"]).status === 0;

const server =
  'const { createServer } = require("node:http");\ncreateServer((q, r) => r.end("ok")).listen(process.env.PORT, "127.0.0.1");\n';

describe.skipIf(!canHide)("run where there is no /proc (needs the right to hide it)", () => {
  test.each([
    { what: "the port that it was given answers", program: server, named: true, status: 0 },
    { what: "it ends by itself", program: "process.exit(3);\n", named: true, status: 3 },
    { what: "nothing answers there", program: "setInterval(() => {}, 1e6);\n", named: true, status: 69 },
    { what: "no port is named", program: server, named: false, status: 69 },
  ])("$what", async ({ program, named, status }) => {
    const dir = project({ "server.js": program });
    const port = String(await freePort());
    const options = ["--timeout", status === 0 ? "20" : "1", "--exit-when-healthy", "--format", "json"];
    const ended = await unseen(
      ["run", ...options, ...(named ? ["--port", port] : []), "--", process.execPath, "server.js"],
      dir,
    );
    expect(ended.stderr).toContain("there is no /proc here");
    expect(ended.status, ended.stderr).toBe(status);
    const [finding] = JSON.parse(ended.stdout).findings;
    if (status === 69) expect(finding).toMatchObject({ code: "app/never-listens", confidence: "likely" });
  });
});

async function unseen(
  args: string[],
  cwd: string,
): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const child = spawn("unshare", [...hide, process.execPath, bin, ...args], {
    cwd,
    env: environment(cwd),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (data) => (stdout += data));
  child.stderr.on("data", (data) => (stderr += data));
  return new Promise((resolve) => child.on("close", (status) => resolve({ status, stdout, stderr })));
}

async function freePort(): Promise<number> {
  const holder = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => holder.once("listening", resolve));
  const { port } = holder.address() as { port: number };
  await new Promise((resolve) => holder.close(resolve));
  return port;
}
