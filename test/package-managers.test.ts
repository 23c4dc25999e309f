import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { layOut } from "../packages/surestart/scripts/pack.ts";
import { serversCache } from "../packages/surestart/test/run/servers/cache.ts";

const loaders = path.resolve(import.meta.dirname, "../node_modules/.cache/surestart-loaders/node_modules");
const bun = path.join(loaders, "@oven/bun-linux-x64/bin/bun");
const yarn4 = path.join(loaders, "@yarnpkg/cli-dist/bin/yarn.js");
const installed = (name: string): string => path.join(serversCache, "node_modules", name);

/** A package manager: how it installs, and how it starts the command of a package. */
interface Manager {
  name: string;
  program: string[];
  install: string[];
  start: string[];
  /** What it wants to find in the project. */
  files?: Record<string, string>;
}

const node = process.execPath;
const managers: Manager[] = [
  {
    name: "npm",
    program: ["npm"],
    install: ["install", "--no-audit", "--no-fund"],
    start: ["exec", "--no", "surestart", "--"],
  },
  {
    name: "pnpm",
    program: [node, installed("pnpm/bin/pnpm.cjs")],
    install: ["install", "--ignore-scripts"],
    start: ["exec", "surestart"],
  },
  {
    name: "yarn 1",
    program: [node, installed("yarn/bin/yarn.js")],
    install: ["install", "--non-interactive", "--ignore-scripts"],
    start: ["--silent", "run", "surestart", "--"],
  },
  {
    name: "yarn 4, with node_modules",
    program: [node, yarn4],
    install: ["install", "--mode=skip-build"],
    start: ["run", "surestart"],
    files: { ".yarnrc.yml": "nodeLinker: node-modules\nenableTelemetry: false\n", "yarn.lock": "" },
  },
  {
    name: "yarn 4, without node_modules",
    program: [node, yarn4],
    install: ["install", "--mode=skip-build"],
    start: ["run", "surestart"],
    files: { ".yarnrc.yml": "nodeLinker: pnp\nenableTelemetry: false\n", "yarn.lock": "" },
  },
  { name: "bun", program: [bun], install: ["install", "--ignore-scripts"], start: ["x", "surestart"] },
  {
    name: "bun, running the command itself",
    program: [bun],
    install: ["install", "--ignore-scripts"],
    start: ["--bun", "x", "surestart"],
  },
];

let folder = "";

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "surestart-managers-"));
  cpSync(await layOut(), path.join(folder, "package"), { recursive: true });
  execFileSync("npm", ["pack", "--silent", "--pack-destination", folder], {
    cwd: path.join(folder, "package"),
  });
  const packed = readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "";
  cpSync(path.join(folder, packed), path.join(folder, "surestart.tgz"));
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.for(managers)(
  "$name installs it, and it looks at a project and starts it",
  { timeout: 120_000 },
  ({ name, program, install, start, files }, { skip }) => {
    const file = program.at(-1) ?? "";
    if (path.isAbsolute(file) && !existsSync(file)) {
      expect(process.env["CI"], "CI brings every package manager").toBeUndefined();
      skip(`${name} is missing: npm run servers and npm run loaders bring it`);
    }
    const cwd = project(name.replaceAll(/\W+/g, "-"), files ?? {});
    const [command = "", ...before] = program;
    const run = (...words: string[]): string =>
      execFileSync(command, [...before, ...words], {
        cwd,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
        // Under CI, Yarn 4 writes no lock file unless it is told so.
        env: { ...process.env, YARN_ENABLE_IMMUTABLE_INSTALLS: "false" },
      });
    run(...install);
    const { findings } = JSON.parse(run(...start, "doctor", "--format", "json", "--", "node", "server.js"));
    expect(findings).toEqual([]);
    const report = JSON.parse(
      run(
        ...start,
        ...["run", "--exit-when-healthy", "--format", "json", "--port", "0", "--", "node", "server.js"],
      ),
    );
    expect(report).toMatchObject({ outcome: "healthy" });
  },
);

/** A project whose own code imports the library, too. */
function project(name: string, files: Record<string, string>): string {
  const cwd = path.join(folder, name);
  mkdirSync(cwd, { recursive: true });
  const own: Record<string, string> = {
    "package.json": JSON.stringify({
      name: "project",
      private: true,
      type: "module",
      dependencies: { surestart: "file:../surestart.tgz" },
    }),
    ".env": "GREETING=hello\n",
    "server.js": [
      'import { loadEnv } from "surestart/env";',
      'import { serve } from "surestart/serve";',
      "loadEnv();",
      "await serve({ fetch: () => new Response(process.env.GREETING) });",
    ].join("\n"),
  };
  for (const [file, text] of Object.entries({ ...own, ...files }))
    writeFileSync(path.join(cwd, file), text, { mode: 0o600 });
  return cwd;
}
