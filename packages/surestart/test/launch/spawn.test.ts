import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import { afterEach, describe, expect, test } from "vitest";
import { endAll, supervise } from "./supervise.ts";

afterEach(endAll);

const node = process.execPath;
const bytes = "const b = Buffer.alloc(3e6); for (let i = 0; i < b.length; i++) b[i] = (i * 7919) % 256;";

describe.skipIf(process.platform === "win32")("a program that is started (needs a POSIX shell)", () => {
  test("its output passes through byte for byte, each stream on its own", async () => {
    const code = `${bytes} process.stdout.write(b, () => process.stderr.write(b.subarray(1)))`;
    const { end, stdout, stderr } = await supervise([node, "-e", code]);
    const { ending } = await end;
    expect(ending).toEqual({ code: 0, signal: null, spawnError: null });
    const wanted = Buffer.from(Array.from({ length: 3e6 }, (_, i) => (i * 7919) % 256));
    expect(hash(stdout())).toBe(hash(wanted));
    expect(hash(stderr())).toBe(hash(wanted.subarray(1)));
  });

  test("its stdin is ours", async () => {
    const { end, stdout } = await supervise(["cat"], { input: "to be\nread" });
    await end;
    expect(stdout().toString()).toBe("to be\nread");
  });

  test("its stdout goes to stderr where stdout belongs to a report", async () => {
    const env = { TO_STDERR: "1" };
    const { end, stdout, stderr } = await supervise(["sh", "-c", "echo out; echo err >&2"], { env });
    const { lines } = await end;
    expect(stdout().toString()).toBe("");
    expect(stderr().toString().split("\n").sort()).toEqual(["", "err", "out"]);
    expect(lines.sort()).toEqual(["err", "out"]);
  });

  test.each<[string, string[], object]>([
    ["its own status", ["sh", "-c", "exit 41"], { code: 41, signal: null, spawnError: null }],
    [
      "a signal of its own",
      ["sh", "-c", "kill -SEGV $$"],
      { code: null, signal: "SIGSEGV", spawnError: null },
    ],
    ["not found", ["no-such-command-anywhere"], { code: null, signal: null, spawnError: { code: "ENOENT" } }],
    ["not executable", ["/etc/passwd"], { code: null, signal: null, spawnError: { code: "EACCES" } }],
    ["a folder", ["/etc"], { code: null, signal: null, spawnError: { code: "EACCES" } }],
    [
      "a NUL in an argument",
      [node, "a\0b"],
      { code: null, signal: null, spawnError: { code: "ERR_INVALID_ARG_VALUE" } },
    ],
  ])("is told how it ended: %s", async (name, argv, ending) => {
    if (name.startsWith("a NUL")) {
      const { startProgram } = await import("../../src/launch/spawn.ts");
      const program = startProgram({ argv, cwd: "/", env: {} });
      expect(await program.ended).toMatchObject(ending);
      expect(program.pid).toBeNull();
      return;
    }
    const { end } = await supervise(argv);
    expect((await end).ending).toMatchObject(ending);
  });

  test("has a session and group of its own, and no terminal", async () => {
    const proc = existsSync("/proc/self/stat");
    const { end, stdout, pid } = await supervise([
      "sh",
      "-c",
      proc ? "cut -d ' ' -f 5-7 /proc/$$/stat" : "ps -o pgid=,sid=,tty= -p $$",
    ]);
    await end;
    expect(stdout().toString().trim().split(/ +/)).toEqual([String(pid), String(pid), proc ? "0" : "?"]);
  });

  test("learns that nobody reads it any more, as it would without us", async () => {
    const driver = new URL("../fixtures/launch/supervise.ts", import.meta.url).pathname;
    const line = `"${node}" "${driver}" yes 3>&1 >/dev/null | true; "${node}" "${driver}" yes 3>/dev/null | head -c 4`;
    const { stdout } = await promisify(execFile)("bash", ["-c", line]);
    expect(stdout).toBe("y\ny\n");
  });
});

const hash = (data: Uint8Array): string => createHash("sha256").update(data).digest("hex");
