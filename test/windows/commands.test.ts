import { readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { printsSecret } from "../../packages/surestart/src/diagnoses/_typed.ts";
import { lacking, nodeExe } from "./machine.ts";
import { clearAway, freePort, project, start, surestartEnds, windowsPath } from "./windows.ts";

afterEach(clearAway);

const lacks = lacking();
const bin = path.resolve(import.meta.dirname, "../../packages/surestart/bin/surestart.cjs");
const server = `
  import { createServer } from "node:http";
  console.log(JSON.stringify({ words: process.argv.slice(2), shim: process.env.SHIM ?? null }));
  createServer((_, answer) => answer.end("ok")).listen(process.env.PORT, "127.0.0.1");
`;
const until = ["--timeout", "80", "--exit-when-healthy"];
const said = (stdout: string) =>
  JSON.parse(stdout.split("\n").find((line) => line.startsWith("{")) ?? "null");

describe.skipIf(lacks !== null)(`commands on Windows${lacks ? `: ${lacks}` : ""}`, () => {
  test.each([
    ["first on PATH", "node"],
    ["by its path", "bin dir\\node"],
  ])(
    "a shim of node that is found %s is taken, with words that cmd would read for itself",
    async (_how, node) => {
      const shim = `@ECHO off\r\nset SHIM=yes\r\n"${nodeExe}" %*\r\n`;
      const cwd = project({ "server.mjs": server, "bin dir/node.cmd": shim });
      // No `%` here: Wine's cmd does not cut a piece out of a variable, on which the quoting of `%` counts.
      const words = ["plain", "two words", "a&b|c", "C:\\dir\\", "<>^!"];
      const { status, stdout } = await surestartEnds(
        ["run", "--port", await freePort(), ...until, "--", node, "server.mjs", ...words],
        { cwd, env: { WINEPATH: `${windowsPath(`${cwd}/bin dir`)};${path.win32.dirname(nodeExe)}` } },
      );
      expect(said(stdout)).toEqual({ words, shim: "yes" });
      expect(status).toBe(0);
    },
  );

  test("--then runs a line as it was typed, quotes and all, and its status is ours", async () => {
    const cwd = project({ "server.mjs": server });
    const { status, stdout } = await surestartEnds(
      [
        "run",
        "--timeout",
        "80",
        "--port",
        await freePort(),
        "--then",
        `${printsSecret({ generate: "versioned" })} && node -p "1+1" && exit 3`,
        "--",
        "node",
        "server.mjs",
      ],
      { cwd },
    );
    expect(stdout.split(/\r?\n/)).toContain("2");
    expect(stdout).toMatch(/^1:[\w-]{43}$/m);
    expect(status).toBe(3);
  });

  test("a folder with blanks and umlauts, and a .env that Windows PowerShell wrote", async () => {
    const port = await freePort();
    const cwd = project(
      {
        "server.cjs": `
          if (!process.env.GREETING) throw new Error("GREETING is not set");
          require("node:http").createServer((_, answer) => answer.end("ok")).listen(process.env.PORT, "127.0.0.1");
        `,
        ".env": Buffer.from(`\ufeffGREETING=hello\r\nPORT=${port}\r\n`, "utf16le"),
      },
      "Jürgen Müller-",
    );
    const { status, stderr } = await surestartEnds(["run", ...until, "--", "node", "server.cjs"], { cwd });
    expect(stderr).toContain("env/encoding");
    expect(stderr).toContain(`http://127.0.0.1:${port}`);
    expect(status).toBe(0);
  });

  test("a Node that is too old is told of the one that a checkout brings", async () => {
    const cwd = project({
      "packages/surestart/bin/surestart.cjs": readFileSync(bin, "utf8"),
      "node_modules/.bin/node": "#!/bin/sh\n",
      "node_modules/.bin/node.cmd": `@"${nodeExe}" %*\r\n`,
      "old.cjs": 'Object.defineProperty(process.versions, "node", { value: "20.19.0" });',
    });
    const run = start([nodeExe, "--require", "./old.cjs", "packages\\surestart\\bin\\surestart.cjs"], {
      cwd,
    });
    expect(await run.status).toBe(1);
    expect(run.stderr()).toContain("\\node_modules\\.bin\\node.cmd ");
  });

  test("a command that does not exist is named", async () => {
    const { status, stderr } = await surestartEnds(["run", "--", "surestart-has-no-such-program"], {
      cwd: project(),
    });
    expect(stderr).toContain("runtime/command-not-found");
    expect(status).toBe(127);
  });

  test("a program that a script calls and that does not exist is named, in whatever words cmd refuses it", async () => {
    const cwd = project({
      "package.json": JSON.stringify({ scripts: { start: "surestart-has-no-such-program --port 1" } }),
    });
    const { stderr } = await surestartEnds(["run", "--timeout", "80", "--port", await freePort()], { cwd });
    expect(stderr).toContain("runtime/command-not-found");
    expect(stderr).toContain("surestart-has-no-such-program");
  });

  test("a configured start that needs a shell goes through cmd", async () => {
    const cwd = project({
      "server.mjs": server,
      "surestart.config.json": JSON.stringify({ start: 'node -p "20 + 22" && node server.mjs "two words"' }),
    });
    const { status, stdout } = await surestartEnds(["run", "--port", await freePort(), ...until], { cwd });
    expect(stdout.split(/\r?\n/)).toContain("42");
    expect(said(stdout)).toEqual({ words: ["two words"], shim: null });
    expect(status).toBe(0);
  });
});
