import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Report } from "../../src/report/report.ts";
import { project, surestart } from "./_run.ts";

const start = '{ "name": "fare", "scripts": { "start": "node src/fare.js" } }\n';
const works = 'require("node:http").createServer().listen(process.env.PORT);\n';
const needs = `const key = process.env.FARE_KEY;\nif (!key) throw new Error("FARE_KEY is not set");\n${works}`;
const env = "FARE_KEY=4b1f8c0e6a3d5f7e9b2c\n";

/** A server whose .env nothing loads. */
const broken = (folder: string): Record<string, string> => ({
  [`${folder}/package.json`]: start,
  [`${folder}/src/fare.js`]: needs,
  [`${folder}/.env`]: env,
});

function report({ stdout }: { stdout: string }): Report {
  return JSON.parse(stdout) as Report;
}

test("what workspaces share is said of each as if it were looked at by itself", async () => {
  const shared = `const key = process.env.FARE_KEY;\nif (!key) throw new Error("FARE_KEY is not set");\n`;
  const uses = `require("../../shared/key.js");\n${works}`;
  const cwd = project({
    "package.json": '{ "workspaces": ["apps/*"] }',
    ".git/HEAD": "ref: refs/heads/main\n",
    "shared/key.js": shared,
    ...Object.fromEntries(
      ["bus", "ferry", "tram"].flatMap((name) => [
        [`apps/${name}/package.json`, '{ "scripts": { "start": "node fare.js" } }\n'],
        [`apps/${name}/fare.js`, uses],
      ]),
    ),
    "apps/tram/.env": env,
  });
  const all = report(await surestart(["doctor", "--format", "json"], { cwd }));
  expect(all.findings.map(({ code, at }) => `${code} ${at?.file}:${at?.line}`).sort()).toEqual([
    // Of bus and ferry at once.
    "env/missing-variable shared/key.js:1",
    "source/env-not-loaded shared/key.js:1",
  ]);
});

describe("at the root of a monorepo, doctor looks at each workspace that can be started", () => {
  test.each<[name: string, files: Record<string, string>, folder: string]>([
    ["npm, yarn or bun", { "package.json": '{ "workspaces": ["services/*"] }' }, "services/fare"],
    [
      "the long form",
      { "package.json": '{ "workspaces": { "packages": ["./services/*/"] } }' },
      "services/fare",
    ],
    ["by name", { "package.json": '{ "workspaces": ["ferry"] }' }, "ferry"],
    ["pnpm", { "pnpm-workspace.yaml": 'packages:\n  - "apps/**"\n  - "!**/old"\n' }, "apps/ferry/fare"],
    ["lerna", { "lerna.json": '{ "packages": ["parts/*"] }' }, "parts/fare"],
    ["nx", { "nx.json": "{}" }, "apps/fare"],
    [
      "a runner of all at the root",
      {
        "package.json": '{ "workspaces": ["apps/*"], "scripts": { "dev": "xargs -n1 echo" } }',
      },
      "apps/fare",
    ],
  ])("%s", async (_name, files, folder) => {
    const cwd = project({ ...files, ...broken(folder) });
    const [json, text] = await Promise.all([
      surestart(["doctor", "--format", "json"], { cwd }),
      surestart(["doctor"], { cwd }),
    ]);
    expect(report(json)).toMatchObject({
      workspaces: [{ dir: folder, command: ["npm", "start"], judged: true }],
      findings: [
        {
          code: "source/env-not-loaded",
          at: { file: `${folder}/src/fare.js`, line: 1 },
          also: [{ file: `${folder}/.env`, line: 1 }],
        },
        ...report(json).findings.slice(1),
      ],
    });
    expect({ json: json.status, text: text.status }).toEqual({ json: 1, text: 1 });
    expect(text.stdout).toContain(`  ${folder}/src/fare.js:1:`);
    expect(text.stdout).toContain(`1 │ const key = process.env.FARE_KEY;\n`);
    expect(text.stdout).toContain(`  Checked ${folder}\n`);
    expect(text.stdout).not.toContain("4b1f8c0e");
  });

  test("uv", async () => {
    const cwd = project({
      "pyproject.toml": '[tool.uv.workspace]\nmembers = ["services/*"]\nexclude = ["services/old"]\n',
      "services/fare/pyproject.toml": '[project]\nname = "fare"\nversion = "1"\n',
      "services/fare/main.py":
        'import os\nfrom http.server import HTTPServer, BaseHTTPRequestHandler\n\nKEY = os.environ["FARE_KEY"]\nHTTPServer(("127.0.0.1", 8000), BaseHTTPRequestHandler).serve_forever()\n',
      "services/old/pyproject.toml": '[project]\nname = "old"\nversion = "1"\n',
      "services/old/main.py": "from http.server import HTTPServer\nHTTPServer(None, None).serve_forever()\n",
    });
    const { workspaces, findings } = report(await surestart(["doctor", "--format", "json"], { cwd }));
    expect(workspaces).toMatchObject([{ dir: "services/fare" }]);
    expect(findings).toContainEqual(
      expect.objectContaining({
        code: "env/missing-variable",
        at: expect.objectContaining({ file: "services/fare/main.py", line: 4 }),
      }),
    );
  });

  test("what is only imported, built or tested is none of them", async () => {
    const cwd = project({
      "package.json": '{ "workspaces": ["parts/*"] }',
      "parts/fare/package.json": start,
      "parts/fare/src/fare.js": works,
      "parts/lines/package.json": '{ "main": "lines.js", "scripts": { "dev": "tsc --watch" } }',
      "parts/lines/lines.js": "exports.lines = 3;\n",
      "parts/page/package.json": '{ "scripts": { "dev": "vite build --watch" } }',
      "parts/plain/package.json": '{ "main": "index.js" }',
      "parts/plain/index.js": "",
    });
    const { status, stdout } = await surestart(["doctor"], { cwd });
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout:
        "✓ Nothing found that would keep it from starting\n\n  ✓ parts/fare  npm start\n\n  Stack   node\n",
    });
  });

  test("one that cannot be judged is 66, and named", async () => {
    const cwd = project({
      "package.json": '{ "workspaces": ["apps/*"] }',
      "apps/fare/package.json": start,
      "apps/fare/src/fare.js": works,
      "apps/lines/package.json": '{ "scripts": { "start": "./lines" } }',
      "apps/lines/lines": "",
      "apps/lines/go.mod": "",
    });
    const { status, stdout } = await surestart(["doctor"], { cwd });
    expect(status).toBe(66);
    expect(stdout).toContain("  apps/lines: Go sources are not read; the command was checked.\n");
    expect(stdout).toContain("  ✓ apps/fare   npm start\n  ? apps/lines  npm start\n");
  });

  test("what all have in common is said once; commands name the folder that they are meant for", async () => {
    const cwd = project({
      "package.json": '{ "workspaces": ["apps/*"] }',
      "apps/a/package.json":
        '{ "scripts": { "start": "node a.js" }, "dependencies": { "wagonette-of-nowhere": "1" } }',
      "apps/a/a.js": `require("wagonette-of-nowhere");\n${works}`,
      "apps/b/package.json":
        '{ "scripts": { "start": "node b.js" }, "dependencies": { "wagonette-of-nowhere": "1" } }',
      "apps/b/b.js": `require("wagonette-of-nowhere");\n${works}`,
    });
    const { findings } = report(await surestart(["doctor", "--format", "json"], { cwd }));
    expect(findings).toMatchObject([
      {
        code: "runtime/node-modules-missing",
        at: { file: "apps/a/package.json" },
        also: [
          { file: "apps/a/a.js", note: "wagonette-of-nowhere is not installed" },
          { file: "apps/b/package.json", note: "also here" },
        ],
      },
    ]);
  });

  test("what a package lacks that all use is said once, and so is the installation at the root", async () => {
    const app = '{ "scripts": { "start": "node a.js" }, "dependencies": { "wagonette-of-nowhere": "1" } }';
    const cwd = project({
      "pnpm-workspace.yaml": 'packages: ["apps/*"]',
      ".git/HEAD": "ref: refs/heads/main\n",
      "pnpm-lock.yaml": "",
      "package.json":
        '{ "dependencies": { "wagonette-of-nowhere": "1" }, "scripts": { "start": "node a.js" } }',
      "a.js": `require("wagonette-of-nowhere");\n${works}`,
      "shared/fare.js": needs,
      "apps/a/package.json": app,
      "apps/a/a.js": 'require("wagonette-of-nowhere");\nrequire("../../shared/fare.js");\n',
      "apps/b/package.json": app,
      "apps/b/a.js": 'require("wagonette-of-nowhere");\nrequire("../../shared/fare.js");\n',
    });
    const { findings } = report(await surestart(["doctor", "--format", "json"], { cwd }));
    const of = (code: string) => findings.filter((one) => one.code === code);
    expect(of("runtime/node-modules-missing")).toMatchObject([{ at: { file: "package.json" } }]);
    expect(of("env/missing-variable")).toMatchObject([{ at: { file: "shared/fare.js", line: 1 } }]);
  });

  test("a package that others import is no backend for a script of which nobody knows what it starts", async () => {
    const cwd = project({
      "package.json": '{ "workspaces": ["apps/*"] }',
      "apps/a/package.json": '{ "scripts": { "start": "node a.js" } }',
      "apps/a/a.js": works,
      "apps/mails/package.json": '{ "exports": "./index.js", "scripts": { "dev": "letterpress dev" } }',
    });
    const { findings, workspaces } = report(await surestart(["doctor", "--format", "json"], { cwd }));
    expect({ findings, workspaces }).toMatchObject({ findings: [], workspaces: [{ dir: "apps/a" }] });
  });

  test("--fix repairs each, and says how to undo it", async () => {
    const cwd = project({
      "package.json": '{ "workspaces": ["apps/*"] }',
      ...broken("apps/a"),
      ...broken("apps/b"),
    });
    const env = { HOME: project({}) };
    const dry = await surestart(["doctor", "--dry-run"], { cwd, env });
    expect(dry.stdout).toContain("--- apps/a/package.json\n");
    expect(dry.stdout).toContain("--- apps/b/package.json\n");
    const fixed = await surestart(["doctor", "--fix", "--yes"], { cwd, env });
    expect(fixed).toMatchObject({
      status: 0,
      stderr: expect.stringContaining("surestart doctor apps/b --undo"),
    });
    for (const name of ["a", "b"])
      expect(readFileSync(join(cwd, "apps", name, "package.json"), "utf8")).toContain("--env-file");
    const undone = await surestart(["doctor", "apps/b", "--undo"], { cwd, env });
    expect(undone.status).toBe(0);
    expect(readFileSync(join(cwd, "apps/b/package.json"), "utf8")).toBe(start);
    expect(readFileSync(join(cwd, "apps/a/package.json"), "utf8")).not.toBe(start);
  });

  test("a command that was typed is what counts", async () => {
    const cwd = project({
      "package.json": '{ "workspaces": ["apps/*"] }',
      ...broken("apps/a"),
      "s.js": works,
    });
    const { status, stdout } = await surestart(["doctor", "--", process.execPath, "s.js"], { cwd });
    expect(status).toBe(0);
    expect(stdout).not.toContain("apps/a");
  });
});

test("run at the root names the workspaces that can be started", async () => {
  const cwd = project({ "package.json": '{ "workspaces": ["apps/*"] }', ...broken("apps/a") });
  const { status, stderr } = await surestart(["run", "--port", "4870"], { cwd });
  expect(status).toBe(2);
  expect(stderr).toContain(
    "  Workspaces that can be started:\n    surestart run --port 4870 --cwd apps/a  (npm start)\n",
  );
});
