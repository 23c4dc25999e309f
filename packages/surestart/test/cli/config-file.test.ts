import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { configNames, configOf, type ProjectConfig } from "../../src/cli/config-file.ts";
import { project, surestart } from "./_run.ts";

const reader = fileURLToPath(new URL("../fixtures/cli/read-configs.ts", import.meta.url));

/** Read in a process of its own: vitest imports modules in its own way. A warning of Node's would be an output. */
async function readAll(
  dirs: string[],
): Promise<{ config?: ProjectConfig | null; error?: string; usage?: boolean }[]> {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [reader, ...dirs]);
  expect(stderr).toBe("");
  return JSON.parse(stdout);
}

const ts = "surestart.config.ts";
const json = "surestart.config.json";

test("a project without one has none", async () => {
  const dir = project({ "server.js": "" });
  expect(await readAll([dir, join(dir, "no such folder")])).toEqual([{ config: null }, { config: null }]);
});

describe("is read, without a word of Node's", () => {
  const rows: [file: string, text: string][] = [
    [
      ts,
      'import { defineConfig } from "surestart/config";\nconst port: number = 3000;\nexport default defineConfig({ port });',
    ],
    ["surestart.config.mts", "export default { port: 3000 } satisfies object;"],
    ["surestart.config.js", "export default { port: 3000 };"],
    ["surestart.config.js", "module.exports = { port: 3000 };"],
    ["surestart.config.mjs", 'import port from "./port.mjs";\nexport default { port };'],
    [json, '\uFEFF{ "port": 3000 }'],
  ];
  let results: Awaited<ReturnType<typeof readAll>>;
  beforeAll(async () => {
    const dirs = rows.map(([file, text]) => project({ [file]: text, "port.mjs": "export default 3000;" }));
    results = await readAll(dirs);
  });

  test.each(rows.map((row, index) => [...row, index] as const))("%s: %s", (file, _text, index) => {
    expect(results[index]).toEqual({ config: { file, port: 3000, start: null, envFiles: [] } });
  });
});

test("files are of its folder, the start command has its place, and what is undefined is not set", async () => {
  const dir = project({
    [ts]: 'export default {\n  // start: "node old.js",\n  start: ["node", "server.js"],\n  envFiles: [".env", "../shared.env"],\n  host: undefined,\n};',
  });
  expect(await configOf(dir)).toEqual({
    file: ts,
    start: { start: ["node", "server.js"], at: { file: ts, line: 3 } },
    envFiles: [join(dir, ".env"), join(dir, "../shared.env")],
  });
});

test("a config that was changed meanwhile is read again", async () => {
  const dir = project({ [ts]: "export default { port: 1 };" });
  expect(await configOf(dir)).toMatchObject({ port: 1 });
  const { writeFileSync } = await import("node:fs");
  writeFileSync(join(dir, ts), "export default { port: 20 };");
  expect(await configOf(dir)).toMatchObject({ port: 20 });
});

describe("a faulty one gives one line with its place", () => {
  const rows: [file: string, text: string, line: string][] = [
    [
      ts,
      "export default {\n  port: 70000,\n};",
      "surestart.config.ts:2: port must be a whole number from 0 to 65535, not 70000",
    ],
    [
      ts,
      'export default { port: "3000" };',
      'surestart.config.ts:1: port must be a whole number from 0 to 65535, not "3000"',
    ],
    [
      ts,
      "export default { prot: 3000 };",
      'surestart.config.ts:1: unknown setting "prot"; did you mean port?',
    ],
    [
      ts,
      "export default { constructor: 1 };",
      'surestart.config.ts:1: unknown setting "constructor"; the settings are start, port, host, health, timeout, onConflict, envFiles, override, follow, secondLook',
    ],
    [
      ts,
      "export default { start: [] };",
      "surestart.config.ts:1: start must be the start command, as a string or as a list of its words, not an empty list",
    ],
    [
      ts,
      'export default { health: "status" };',
      'surestart.config.ts:1: health must be a path that begins with /, a full URL, or "tcp", not "status"',
    ],
    [
      ts,
      "export default { timeout: 0 };",
      "surestart.config.ts:1: timeout must be a number of seconds above 0, not 0",
    ],
    [
      ts,
      'export default { onConflict: "kill" };',
      'surestart.config.ts:1: onConflict must be "ask", "next", "replace" or "fail", not "kill"',
    ],
    [
      ts,
      'export default { envFiles: ".env" };',
      'surestart.config.ts:1: envFiles must be a list of files, not ".env"',
    ],
    [
      ts,
      "export default { host: () => 1 };",
      "surestart.config.ts:1: host must be a host name or an address, not a function",
    ],
    [
      ts,
      "export default { override: null };",
      "surestart.config.ts:1: override must be true or false, not null",
    ],
    [
      ts,
      "const port = 7;\nexport default { a: { port: 1 }, port: {} };",
      'surestart.config.ts:2: unknown setting "a"; the settings are start, port, host, health, timeout, onConflict, envFiles, override, follow, secondLook',
    ],
    [ts, "export default 3;", "surestart.config.ts: it must export an object of settings, not 3"],
    [ts, "export default [1];", "surestart.config.ts: it must export an object of settings, not a list"],
    [
      ts,
      "export const port = 3;",
      "surestart.config.ts: it exports nothing: export default defineConfig({ … })",
    ],
    [
      ts,
      "export default {\n  port: = 3,\n};",
      "surestart.config.ts:2:9: it is not valid TypeScript: Unexpected token",
    ],
    [
      ts,
      "export default {\n  port: later(),\n};",
      "surestart.config.ts:2:9: it throws ReferenceError: later is not defined",
    ],
    [ts, 'throw "no";', "surestart.config.ts: it throws a string that is not an Error"],
    [
      json,
      '{\n  "port": 3000,\n}',
      "surestart.config.json:3:1: it is not valid JSON: Expected double-quoted property name",
    ],
    [
      json,
      '{ "port": "3000" }',
      'surestart.config.json:1: port must be a whole number from 0 to 65535, not "3000"',
    ],
    [json, "", "surestart.config.json:1: it is not valid JSON: Unexpected end of JSON input"],
  ];
  let results: Awaited<ReturnType<typeof readAll>>;
  beforeAll(async () => {
    results = await readAll(rows.map(([file, text]) => project({ [file]: text })));
  });

  test.each(rows.map((row, index) => [...row, index] as const))("%s: %s", (_file, _text, line, index) => {
    expect(results[index]).toEqual({ error: line, usage: true });
  });

  test("where a line cannot be told for certain, none is said", async () => {
    const dir = project({ [ts]: "const port: number = 70000;\nexport default {\n  port,\n};" });
    await expect(configOf(dir)).rejects.toThrow(/^surestart\.config\.ts: port must be /);
  });

  test("two configs", async () => {
    const dir = project(
      Object.fromEntries(configNames.slice(0, 2).map((name) => [name, "export default {};"])),
    );
    await expect(configOf(dir)).rejects.toThrow(
      "there are two config files, surestart.config.ts and surestart.config.mts: remove one of them",
    );
  });

  test("a secret of the .env that it throws is masked", async () => {
    const secret = "qZ7tR2mX9pL4vN8sW1kB5yD3";
    const dir = project({
      ".env": `API_TOKEN=${secret}\n`,
      [ts]: `throw new Error("refused ${secret}");`,
    });
    await expect(configOf(dir)).rejects.toThrow(/it throws Error: refused \*+$/);
  });
});

// Says what it was given, so that one run shows them all.
const server = `
const [, , port, host] = process.argv;
const server = require("node:http").createServer((q, r) => { r.statusCode = q.url === "/status" ? 200 : 404; r.end(); });
console.log(JSON.stringify({ host, mode: process.env.MODE, own: process.env.OWN }));
server.listen(Number(port), host);
`;
const config = `import { defineConfig } from "surestart/config";
export default defineConfig({
  start: "node server.js {port} {host}",
  port: 0,
  host: "127.0.0.1",
  health: "/status",
  timeout: 20,
  envFiles: ["settings.env"],
  override: true,
});
`;
const files = {
  "package.json": '{ "scripts": { "start": "node nothing.js" } }',
  "server.js": server,
  [ts]: config,
  "settings.env": "MODE=config\nOWN=config\n",
  "other.env": "MODE=typed\n",
};

describe("run", () => {
  test("starts what it says, as it says", async () => {
    const cwd = project(files);
    const { status, stdout, stderr } = await surestart(["run", "--exit-when-healthy"], {
      cwd,
      env: { OWN: "shell" },
    });
    expect(stderr).toContain("/status (200)");
    expect(JSON.parse(stdout)).toEqual({ host: "127.0.0.1", mode: "config", own: "config" });
    expect(status).toBe(0);
  });

  test("an option of the command line comes before it", async () => {
    const cwd = project(files);
    const options = ["--host", "localhost", "--env-file", "other.env", "--health", "tcp", "--port", "0"];
    const { status, stdout } = await surestart(["run", "--exit-when-healthy", ...options], {
      cwd,
      env: { OWN: "shell" },
    });
    expect(JSON.parse(stdout)).toEqual({ host: "localhost", mode: "typed", own: "shell" });
    expect(status).toBe(0);
  });

  test("a faulty one is wrong usage: one line, status 2, nothing started", async () => {
    const cwd = project({ ...files, [ts]: 'export default { start: "node server.js 0", timeout: "5s" };' });
    expect(await surestart(["run"], { cwd })).toEqual({
      status: 2,
      stdout: "",
      stderr: 'surestart: surestart.config.ts:1: timeout must be a number of seconds above 0, not "5s"\n',
    });
  });
});

test("doctor, env and init know the start command and the files", async () => {
  const cwd = project({
    "server.js": server,
    "settings.env": files["settings.env"],
    [ts]: 'export default { start: "node server.js 0", envFiles: ["settings.env"] };',
    ".env.example": "MODE=\nOWN=\nNAME=shop\n",
  });
  const [doctor, env] = await Promise.all(
    ["doctor", "env"].map((name) => surestart([name, "--format", "json"], { cwd })),
  );
  expect(JSON.parse(doctor!.stdout)).toMatchObject({ project: { command: ["node", "server.js", "0"] } });
  expect(JSON.parse(env!.stdout)).toMatchObject({
    variables: [
      { name: "MODE", from: { file: "settings.env", line: 1 } },
      { name: "OWN", from: { file: "settings.env", line: 2 } },
    ],
  });
  const init = await surestart(["init"], { cwd });
  expect(init).toMatchObject({ status: 0, stderr: "" });
  expect(init.stdout).toContain("Completed settings.env from .env.example");
});
