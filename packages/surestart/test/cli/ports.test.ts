import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, expect, test } from "vitest";
import { bin, environment, project, surestart } from "./_run.ts";

const children: ChildProcess[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill("SIGKILL");
    await once(child, "exit");
  }
});

const listening =
  'require("node:http").createServer((q, s) => s.end("ok")).listen(process.env.PORT ?? 0, "127.0.0.1", function () { console.log(this.address().port); });\n';

/** A server that listens: its port and process. */
async function server(dir: string, args: string[] = []): Promise<{ port: number; child: ChildProcess }> {
  const child = spawn(process.execPath, ["server.cjs", ...args], {
    cwd: dir,
    env: environment(dir),
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  const ended = once(child, "exit").then(([status]) => {
    throw new Error(`the server ended with ${status} before it listened`);
  });
  const [data] = (await Promise.race([once(child.stdout!, "data"), ended])) as [Buffer];
  ended.catch(() => {});
  return { port: Number(String(data)), child };
}

test("ports says who listens, masked, and of which project", async () => {
  const dir = project({ "package.json": "{}", "server.cjs": listening });
  const { port, child } = await server(dir, ["--api-key", "k-3f9c1a77b2"]);
  const [table, json] = await Promise.all([
    surestart(["ports", String(port)], { cwd: dir }),
    surestart(["ports", String(port), "--format", "json"], { cwd: dir }),
  ]);
  expect(table.status).toBe(0);
  expect(table.stdout).toMatch(
    new RegExp(`^ *PORT  ADDRESS .*\n${dir}\n *${port}  127\\.0\\.0\\.1 +${child.pid}  \\d\\d:\\d\\d  `),
  );
  expect(JSON.parse(json.stdout)).toMatchObject({
    schema: 1,
    ports: [
      {
        port,
        address: "127.0.0.1",
        pid: child.pid,
        project: dir,
        cwd: dir,
        command: expect.stringContaining("server.cjs --api-key ********"),
      },
    ],
  });
  expect(table.stdout + json.stdout).not.toContain("k-3f9c1a77b2");
});

test("a command is not cut where the table goes into a pipe", async () => {
  const dir = project({ "package.json": "{}", "server.cjs": listening });
  const long = "a-word-that-is-long".repeat(6);
  const { port } = await server(dir, [long]);
  const { status, stdout } = await surestart(["ports"], { cwd: dir });
  expect(status).toBe(0);
  expect(stdout).toMatch(new RegExp(`^ *PORT .*\\n${dir}\\n *${port}  .* node server\\.cjs ${long}$`, "m"));
});

test("a port without a listener, and what is not a valid port", async () => {
  const dir = project({ "server.cjs": listening });
  const { port, child } = await server(dir);
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(await surestart(["ports", String(port)], { cwd: dir })).toEqual({
    status: 0,
    stdout: `No process listens on port ${port}.\n`,
    stderr: "",
  });
  expect(await surestart(["free", String(port)], { cwd: dir })).toEqual({
    status: 0,
    stdout: `No process listens on port ${port}: there is nothing to stop.\n`,
    stderr: "",
  });
  expect(await surestart(["free", "eight"], { cwd: dir })).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('PORT must be a number from 1 to 65535, not "eight"'),
  });
});

test("free leaves a stranger alone until somebody agrees", async () => {
  const [dir, elsewhere] = [project({ "package.json": "{}" }), project({ "server.cjs": listening })];
  const { port, child } = await server(elsewhere);
  const refused = await surestart(["free", String(port)], { cwd: dir });
  expect(refused).toMatchObject({
    status: 1,
    stdout: expect.stringContaining(`surestart free ${port} --yes stops it`),
  });
  expect(child.exitCode).toBeNull();
  const ended = once(child, "exit");
  const freed = await surestart(["free", String(port), "--yes", "--format", "json"], { cwd: dir });
  expect(freed.status).toBe(0);
  expect(JSON.parse(freed.stdout)).toMatchObject({
    schema: 1,
    port,
    freed: true,
    holders: [{ pid: child.pid, ownRun: false, outcome: "ended" }],
  });
  await ended;
});

test("free ends an earlier run of this project without asking", async () => {
  const dir = project({
    "package.json": '{ "scripts": { "start": "node server.cjs" } }',
    "server.cjs": listening,
  });
  const { port, child } = await server(dir);
  const ended = once(child, "exit");
  const { status, stdout } = await surestart(["free", String(port)], { cwd: dir });
  expect(stdout).toContain(`Port ${port} is free: node server.cjs (pid ${child.pid}`);
  expect(status).toBe(0);
  await ended;
});

test.skipIf(process.platform === "win32")("nothing is left running when a reader goes away", async () => {
  const dir = project({});
  const child = spawn(process.execPath, [bin, "ports"], {
    cwd: dir,
    env: environment(dir),
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  child.stdout.destroy();
  expect((await once(child, "exit"))[0]).toBe(0);
});
