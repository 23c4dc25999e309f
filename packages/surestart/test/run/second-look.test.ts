import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, openSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { cleanUp, freePort, project, ran, surestart } from "../cli/run-surestart.ts";
import { needs } from "../needs.ts";

afterEach(cleanUp);

const node = process.execPath;
const announced = "starting it once more with a witness inside";
const witnesses = `/tmp/surestart-${userInfo().uid}/ports/witness`;
/** Each start leaves a letter. */
const count = 'require("node:fs").appendFileSync("starts", "x");\n';
/** Fails in a way of which only the inside tells what it is about. */
const failing = `${count}
const settings = { place: process.env[JSON.parse('"HARBOUR_URL"')] };
function dock(at) {
  if (!at.startsWith("sea:")) throw new Error("no such harbour");
}
dock(settings.place);
`;
const env = { HARBOUR_URL: "canary-of-the-harbour" };

function starts(dir: string): number {
  return existsSync(join(dir, "starts")) ? readFileSync(join(dir, "starts"), "utf8").length : 0;
}

describe("when it is used", () => {
  test("a failure whose cause is not certain: one line, two starts, and nothing is left", async () => {
    const dir = project({ "server.js": failing });
    const run = surestart(["run", node, "server.js"], { dir, env });
    expect(await run.end).toBe(1);
    expect(run.stderr().split(announced)).toHaveLength(2);
    expect(starts(dir)).toBe(2);
    expect(left(run.child.pid!)).toEqual([]);
  });

  test("a failure whose cause is certain needs none", async () => {
    const dir = project({ "server.js": `${count}require("./nowhere.js");\n` });
    const { stderr } = await ran(["run", node, "server.js"], { dir });
    expect(stderr).not.toContain(announced);
    expect(starts(dir)).toBe(1);
  });

  test("a healthy program is started once", async () => {
    const dir = project({
      "server.js": `${count}require("node:http").createServer((q, r) => r.end()).listen(process.env.PORT);\n`,
    });
    const { status, stderr } = await ran(["run", "--exit-when-healthy", node, "server.js"], { dir });
    expect([status, starts(dir)]).toEqual([0, 1]);
    expect(stderr).not.toContain(announced);
  });
});

describe("when it is not used", () => {
  const rows: [string, Record<string, string>, string[], Record<string, string>][] = [
    ["--no-second-look", {}, ["--no-second-look"], {}],
    ["secondLook: false", { "surestart.config.json": '{ "secondLook": false }' }, [], {}],
    ["NODE_ENV=production", {}, [], { NODE_ENV: "production" }],
    ["Kubernetes", {}, [], { KUBERNETES_SERVICE_HOST: "10.0.0.1" }],
    ["less than 3 s are left", {}, ["--timeout", "2.5"], {}],
  ];
  test.each(rows)("%s", async (_what, files, args, more) => {
    const dir = project({ "server.js": failing, ...files });
    const { stderr } = await ran(["run", ...args, node, "server.js"], { dir, env: { ...env, ...more } });
    expect(stderr).not.toContain(announced);
    expect(starts(dir)).toBe(1);
  });

  test.each(["migrate.js", "seed.js", "build.js", "deploy.js"])("the command is %s", async (file) => {
    const dir = project({ [file]: failing });
    const { stderr } = await ran(["run", node, file], { dir, env });
    expect(stderr).not.toContain(announced);
  });

  test("the program comes from stdin, or stdin can be read only once", async () => {
    const dir = project({ "server.js": failing, input: "some text\n" });
    const { stderr } = await ran(["run", node, "-"], { dir, env, input: failing });
    expect(stderr).not.toContain(announced);
    const command = (stdin: number | "pipe"): Promise<string> => viaStdin(dir, stdin);
    const file = openSync(join(dir, "input"), "r");
    expect(await command(file)).not.toContain(announced);
    closeSync(file);
    expect(await command("pipe")).not.toContain(announced);
  });

  test("it is pid 1, or a direct child of it", async ({ skip }) => {
    needs(skip, "unshare");
    if (process.getuid?.() !== 0) return skip("only root can be pid 1");
    const dir = project({ "server.js": failing });
    const bin = new URL("../../bin/surestart.cjs", import.meta.url).pathname;
    for (const words of [
      ["sh", "-c", `'${node}' '${bin}' run '${node}' server.js; exit $?`],
      [node, bin, "run", node, "server.js"],
    ]) {
      const { stderr, status } = spawnSync("unshare", ["-pf", "--mount-proc", ...words], {
        cwd: dir,
        env: { PATH: process.env["PATH"], HOME: dir, ...env },
        encoding: "utf8",
      });
      expect(status, stderr).toBe(1);
      expect(stderr).not.toContain(announced);
    }
  });

  test("systemd has started it", async () => {
    const dir = project({ "server.js": failing });
    const more = { INVOCATION_ID: "1", SYSTEMD_EXEC_PID: String(process.pid) };
    const { stderr } = await ran(["run", node, "server.js"], { dir, env: { ...env, ...more } });
    expect(stderr).not.toContain(announced);
    const inherited = { INVOCATION_ID: "1", SYSTEMD_EXEC_PID: "1", JOURNAL_STREAM: "1:1" };
    const other = await ran(["run", node, "server.js"], { dir, env: { ...env, ...inherited } });
    expect(other.stderr).toContain(announced);
  });

  test("it left a process behind", async () => {
    const dir = project({
      "server.js": `const left = require("node:child_process").spawn("sleep", ["60"], { detached: true, stdio: "ignore" });
left.unref();
require("node:fs").writeFileSync("left", String(left.pid));
${failing}`,
    });
    const { stderr } = await ran(["run", node, "server.js"], { dir, env });
    process.kill(Number(readFileSync(join(dir, "left"), "utf8")));
    expect(stderr).not.toContain(announced);
    expect(starts(dir)).toBe(1);
  });

  test("it answered somebody else", async () => {
    const port = await freePort();
    const dir = project({
      "server.js": `${count}require("node:net").createServer((s) => s.end("HTTP/1.1 503 no\\r\\n\\r\\n"))
  .listen(process.env.PORT, "127.0.0.1", () => console.log("listening"));
process.stdin.on("data", () => { throw new Error("no such harbour"); });
`,
    });
    const run = surestart(["run", "--port", `${port}`, node, "server.js"], { dir, env, keepOpen: true });
    await run.says("listening");
    await sleep(300);
    const client = connect(port, "127.0.0.1");
    client.on("error", () => {}).resume();
    await once(client, "close");
    run.child.stdin!.end("go\n");
    await run.end;
    expect(run.stderr()).toContain("no such harbour");
    expect(run.stderr()).not.toContain(announced);
  });
});

describe("what it may do", () => {
  test("the second start has the same port, and begins when nothing of the first is left", async () => {
    const dir = project({
      "server.js": `${count}const fs = require("node:fs");
const port = require("node:net").createServer().listen(process.env.PORT, "127.0.0.1", () => {
  const before = fs.existsSync("pids") ? fs.readFileSync("pids", "utf8").trim().split("\\n") : [];
  // A dead one that nobody has collected yet still takes signals.
  const isDead = (pid) => { try { return / Z /.test(fs.readFileSync("/proc/" + pid + "/stat", "utf8")); } catch { return fs.existsSync("/proc/self/stat"); } };
  const alive = before.filter((pid) => { try { return process.kill(pid, 0) && !isDead(pid); } catch { return false; } });
  const child = require("node:child_process").spawn(process.execPath, ["-e", "process.on('SIGTERM', () => setTimeout(() => process.exit(), 300)); setInterval(() => {}, 1000)"], { stdio: "ignore" });
  fs.appendFileSync("pids", process.pid + "\\n" + child.pid + "\\n");
  fs.appendFileSync("seen", JSON.stringify({ port: process.env.PORT, alive }) + "\\n");
  setTimeout(() => { throw new Error("no such harbour"); }, 100);
});
`,
    });
    await ran(["run", "--port", `${await freePort()}`, node, "server.js"], { dir, env });
    const [one, other] = readFileSync(join(dir, "seen"), "utf8").trim().split("\n");
    expect(other).toBe(one);
    expect(JSON.parse(one!).alive).toEqual([]);
  });

  test("it stays within --timeout", async () => {
    // So long does the first start take that the second one would be waited for longer than there is time.
    const dir = project({
      "server.js": `setTimeout(() => {
  if (process.env.SURESTART_WITNESS) return void setInterval(() => {}, 1000);
  throw new Error("no such harbour");
}, 1000);
`,
    });
    const args = ["run", "--timeout", "9", "--format", "json", node, "server.js"];
    const { status, stderr, report } = await ran(args, { dir, env });
    expect(status, stderr).toBe(1);
    const steps = report?.timeline ?? [];
    expect(steps.find(({ step }) => step === "second look")?.ms, stderr).toBeGreaterThan(1000);
    // Some time for its end, which is not part of the wait.
    expect(steps.reduce((sum, { ms }) => sum + ms, 0)).toBeLessThan(9000 + 2500);
  });

  test("there is one in a run, also when a fix was tried after it", async () => {
    const dir = project({
      "server.js": `${count}process.loadEnvFile();
if (process.env[JSON.parse('"HARBOUR_KEY"')] === "") throw new Error("no such harbour");
if (require("node:fs").readFileSync("starts").length > 2) throw new RangeError("no such quay");
`,
      ".env": "HARBOUR_KEY=\n",
    });
    const { stderr } = await ran(["run", "--fix", "--yes", node, "server.js"], { dir, env });
    expect(stderr.split(announced)).toHaveLength(2);
  });

  test("no value is in its folder, in the process table or in the output", async () => {
    const dir = project({
      "server.js": `${failing.replace(
        "dock(settings.place);",
        `try { dock(settings.place); } catch (error) {
  const { SURESTART_WITNESS: folder } = process.env;
  if (folder) require("node:child_process").execSync(\`cp -r "\${folder}" copy; for p in /proc/[0-9]*; do tr '\\\\0' ' ' < $p/cmdline; done > table || true\`);
  throw error;
}`,
      )}`,
      ".env": "HARBOUR_KEY=second-canary-of-the-harbour\n",
    });
    const { stdout, stderr } = await ran(["run", "--format", "json", node, "server.js"], { dir, env });
    expect(stderr).toContain(announced);
    const copied = readdirSync(join(dir, "copy"), { recursive: true, encoding: "utf8" });
    expect(copied.some((name) => /notes\/\d+-0\.jsonl$/.test(name))).toBe(true);
    const texts = copied
      .filter((name) => /\.|roots|files|tools/.test(name))
      .map((name) => readFileSync(join(dir, "copy", name), "utf8"));
    for (const text of [...texts, readFileSync(join(dir, "table"), "latin1"), stdout, stderr])
      expect(text).not.toContain("canary-of-the-harbour");
  });

  test("what is left when surestart is killed is removed by the next run", async () => {
    const dir = project({
      "server.js": `${failing.replace("throw new Error", 'if (process.env.SURESTART_WITNESS) { console.log("\\nlooking"); setInterval(() => {}, 1000); return; } throw new Error')}`,
    });
    const run = surestart(["run", node, "server.js"], { dir, env });
    await run.says("\nlooking");
    expect(left(run.child.pid!)).toHaveLength(1);
    run.child.kill("SIGKILL");
    await run.end;
    expect(left(run.child.pid!)).toHaveLength(1);
    writeFileSync(join(dir, "server.js"), failing);
    await ran(["run", "--no-second-look", node, "server.js"], { dir, env });
    expect(left(run.child.pid!)).toEqual([]);
  });

  test("Ctrl-C in the second look ends it, and its folder is gone", async () => {
    const dir = project({
      "server.js": `${failing.replace("throw new Error", 'if (process.env.SURESTART_WITNESS) { console.log("\\nlooking"); setInterval(() => {}, 1000); return; } throw new Error')}`,
    });
    const run = surestart(["run", node, "server.js"], { dir, env });
    await run.says("\nlooking");
    run.child.kill("SIGINT");
    expect(await run.end).toBe(130);
    expect(left(run.child.pid!)).toEqual([]);
  });
});

describe("what counts", () => {
  test("another failure the second time: what was seen is not used", async () => {
    const dir = project({
      "server.js": `${count}const fs = require("node:fs");
if (fs.existsSync("lock")) throw new RangeError("locked");
fs.writeFileSync("lock", "");
throw new Error("no such harbour");
`,
    });
    const { status, stderr, report } = await ran(["run", "--format", "json", node, "server.js"], {
      dir,
      env,
    });
    expect(status).toBe(1);
    expect(stderr).toContain("it failed for a different reason this time");
    expect(report?.findings[0]?.title).toBe("Error: no such harbour");
    expect(starts(dir)).toBe(2);
  });

  test("no failure the second time: it goes on without the witness, and the report has the first one", async () => {
    const dir = project({
      "server.js": `${count}const fs = require("node:fs");
fs.appendFileSync("inside", (process.env.SURESTART_WITNESS ? "w" : "-"));
if (!fs.existsSync("warm")) {
  fs.writeFileSync("warm", "");
  throw new Error("no such harbour");
}
require("node:http").createServer((q, r) => r.end()).listen(process.env.PORT, "127.0.0.1");
`,
    });
    const { status, stderr, report } = await ran(
      ["run", "--exit-when-healthy", "--format", "json", node, "server.js"],
      { dir, env },
    );
    expect(status).toBe(0);
    expect(stderr).toContain("it did not fail this time (the first start did: Error: no such harbour)");
    expect(readFileSync(join(dir, "inside"), "utf8")).toBe("-w-");
    expect(report).toMatchObject({
      outcome: "healthy",
      failedBefore: [{ title: "Error: no such harbour", exit: { code: 1, signal: null } }],
    });
  });

  test("the status is that of the start without the witness", async () => {
    const dir = project({
      "server.js": `${count}process.exitCode = process.env.SURESTART_WITNESS ? 9 : 7;\nconsole.error("no such harbour");\n`,
    });
    const { status } = await ran(["run", node, "server.js"], { dir, env });
    expect([status, starts(dir)]).toEqual([7, 2]);
  });
});

function left(pid: number): string[] {
  return existsSync(witnesses) ? readdirSync(witnesses).filter((name) => name.startsWith(`${pid}-`)) : [];
}

/** Runs it with this stdin; `pipe`: one in which data waits. */
async function viaStdin(dir: string, stdin: number | "pipe"): Promise<string> {
  const bin = new URL("../../bin/surestart.cjs", import.meta.url).pathname;
  const child = spawn(node, [bin, "run", node, "server.js"], {
    cwd: dir,
    env: { PATH: process.env["PATH"], HOME: dir, ...env },
    stdio: [stdin, "ignore", "pipe"],
  });
  child.stdin?.on("error", () => {});
  child.stdin?.write("waiting\n");
  let text = "";
  child.stderr!.on("data", (data) => (text += data));
  await once(child, "close");
  return text;
}
