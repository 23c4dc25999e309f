import { describe, expect, test } from "vitest";
import { readCommand } from "../../src/runtime/command.ts";
import { splitWords } from "../../src/shell/commands.ts";
import { project } from "./project.ts";

/** What a command starts: the file, and the folder and the words that start it. */
async function started(files: Record<string, string>, command: string, folder = "."): Promise<string> {
  using here = project(files);
  const { entry, cwd, program } = await readCommand(splitWords(command), {
    cwd: `${here.dir}/${folder}`,
    dir: here.dir,
    environment: {},
  });
  return `${entry?.file ?? "-"} (${cwd.slice(here.dir.length + 1) || "."}) ${program.join(" ")}`;
}

const ferry = '{"name":"@port/ferry","scripts":{"dev":"tsx src/main.ts"}}';
const pages = '{"name":"@port/pages","scripts":{"dev":"vite"}}';
const jobs = '{"name":"@port/jobs","scripts":{"dev":"node jobs.js"}}';
const two = {
  "apps/ferry/package.json": ferry,
  "apps/ferry/src/main.ts": "",
  "apps/pages/package.json": pages,
};
const npm = { "package.json": '{"workspaces":["apps/*"],"scripts":{"dev":"turbo run dev"}}', ...two };
const deep = {
  "package.json": "{}",
  "pnpm-workspace.yaml": 'packages: ["services/**"]\n',
  "services/core/ferry/package.json": ferry,
  "services/core/ferry/src/main.ts": "",
};

describe("a script of the workspace that is meant", () => {
  test.each([
    "npm run dev --workspace=apps/ferry",
    "npm run dev -w @port/ferry",
    "npm -w @port/ferry run dev",
    "yarn workspace @port/ferry dev",
    "bun --filter @port/ferry dev",
    "lerna run dev --scope=@port/ferry",
    "turbo run dev --filter=@port/ferry",
    "npx turbo dev -F ferry",
    "turbo watch dev --filter @port/ferry...",
    "turbo run dev --filter=./apps/ferry",
    "turbo run dev --filter=!@port/pages",
    "turbo run @port/ferry#dev",
    // The other one is a front end.
    "npm run dev",
  ])("%s", async (command) => {
    expect(await started(npm, command)).toBe("apps/ferry/src/main.ts (apps/ferry) tsx src/main.ts");
  });

  test.each([
    "pnpm --filter @port/ferry dev",
    "pnpm -F ferry dev",
    "pnpm -r --filter ...@port/ferry run dev",
    "pnpm run --filter @port/* dev",
    "pnpm --filter {services/core/ferry} dev",
    "pnpm --filter ./services/** dev",
    "pnpm --filter @port/ferry exec tsx src/main.ts",
  ])("%s", async (command) => {
    const whole = "services/core/ferry/src/main.ts (services/core/ferry) tsx src/main.ts";
    expect(await started(deep, command)).toBe(whole);
    expect(await started(deep, command.replace("./services", "../.."), "services/core/ferry")).toBe(whole);
  });

  test.each([
    ["several backends", "turbo run dev"],
    ["a name that no workspace has", "turbo run dev --filter=@port/buoy"],
    ["a script that it does not have", "turbo run serve --filter=@port/ferry"],
    ["a word of its own", "turbo prune @port/ferry"],
  ])("%s: nobody knows", async (_name, command) => {
    const files = { ...npm, "apps/jobs/package.json": jobs, "apps/jobs/jobs.js": "" };
    expect(await started(files, command)).toBe(`- (.) ${command}`);
  });

  test("words behind a script of npm go to the script, its own options do not", async () => {
    const files = { "package.json": '{"scripts":{"dev":"node a.js"}}', "a.js": "" };
    expect(await started(files, "npm run dev --silent left -- --port 81")).toBe(
      "a.js (.) node a.js left --port 81",
    );
  });
});

const target = (task: string, what: object): object => ({ [task]: what });
const nx = (targets: object, name = "ferry"): Record<string, string> => ({
  "nx.json": "{}",
  "apps/ferry/project.json": JSON.stringify({ name, targets }),
  "apps/ferry/src/main.ts": "",
});
const built = {
  ...target("build", { executor: "@nx/esbuild:esbuild", options: { main: "apps/ferry/src/main.ts" } }),
  ...target("serve", { executor: "@nx/js:node", options: { buildTarget: "ferry:build:development" } }),
};

describe("a target of nx", () => {
  test.each<[name: string, files: Record<string, string>, command: string, is: string]>([
    ["what is built first", nx(built), "nx serve ferry", "apps/ferry/src/main.ts (.) nx serve ferry"],
    [
      "by run",
      nx(built),
      "npx nx run ferry:serve:production",
      "apps/ferry/src/main.ts (.) nx run ferry:serve:production",
    ],
    [
      "of many",
      nx(built),
      "nx run-many -t serve -p ferry",
      "apps/ferry/src/main.ts (.) nx run-many -t serve -p ferry",
    ],
    [
      "a command",
      nx(
        target("dev", {
          executor: "nx:run-commands",
          options: { command: "tsx src/main.ts", cwd: "apps/ferry" },
        }),
      ),
      "nx dev ferry",
      "apps/ferry/src/main.ts (apps/ferry) tsx src/main.ts",
    ],
    [
      "a short command",
      nx(target("dev", { command: "tsx apps/ferry/src/main.ts" })),
      "nx dev ferry",
      "apps/ferry/src/main.ts (.) tsx apps/ferry/src/main.ts",
    ],
    [
      "several",
      nx(target("dev", { options: { commands: ["true", { command: "tsx apps/ferry/src/main.ts" }] } })),
      "nx dev ferry",
      "apps/ferry/src/main.ts (.) tsx apps/ferry/src/main.ts",
    ],
    [
      "a script",
      { "nx.json": "{}", ...two },
      "nx run @port/ferry:dev",
      "apps/ferry/src/main.ts (apps/ferry) tsx src/main.ts",
    ],
    ["one that a plugin adds", nx({}), "nx serve ferry", "apps/ferry/src/main.ts (.) nx serve ferry"],
    [
      "one that a plugin adds, of a front end",
      { ...nx({}), "apps/ferry/index.html": "" },
      "nx serve ferry",
      "- (.) nx serve ferry",
    ],
    ["no project", nx(built), "nx serve buoy", "- (.) nx serve buoy"],
  ])("%s", async (_name, files, command, is) => {
    expect(await started(files, command)).toBe(is);
  });

  test("its .env files are loaded, those of the project first", async () => {
    using here = project(nx(built));
    const { envFiles } = await readCommand(["nx", "serve", "ferry"], { cwd: here.dir, environment: {} });
    expect(envFiles.map(({ file }) => file)).toEqual([
      "apps/ferry/.env.local",
      "apps/ferry/.local.env",
      "apps/ferry/.env",
      ".env.local",
      ".local.env",
      ".env",
    ]);
  });
});

const app = { "app.js": "", "src/app.js": "", "main.py": "", "api/main.py": "" };
const scripts = (all: Record<string, string>): Record<string, string> => ({
  ...app,
  "package.json": JSON.stringify({ scripts: all }),
});

describe("a process manager", () => {
  const ecosystem = `
    const base = { cwd: __dirname, env: { TIDE: "low" } };
    module.exports = {
      apps: [
        { ...base, name: "ferry", script: "./src/app.js", node_args: "--env-file=.env", env_production: { TIDE: "high" } },
        { name: "pilot", script: "npm", args: "start" }, // behind
      ],
    };
  `;
  const files = { ...scripts({ start: "node app.js" }), "ecosystem.config.js": ecosystem };
  const node = "src/app.js (.) node";
  test.each<[command: string, is: string]>([
    ["pm2 start ecosystem.config.js --only ferry --no-daemon", `${node} --env-file=.env ./src/app.js`],
    ["pm2-runtime ecosystem.config.js --only pilot", "app.js (.) node app.js"],
    ["pm2-runtime start src/app.js -i max", `${node} src/app.js`],
    ["pm2 start src/app.js --name ferry -- --port 81", `${node} src/app.js --port 81`],
    ["pm2 start npm --name ferry -- start", "app.js (.) node app.js"],
    ["npx pm2-runtime 'npm start'", "app.js (.) node app.js"],
    ["pm2 start main.py --interpreter python3", "main.py (.) python3 main.py"],
    // Two at once, and no start.
    ["pm2 start ecosystem.config.js", "- (.) pm2 start ecosystem.config.js"],
    ["pm2 logs ferry", "- (.) pm2 logs ferry"],
  ])("%s", async (command, is) => {
    expect(await started(files, command)).toBe(is);
  });

  test("its file says the variables, and where the program stands", async () => {
    using here = project(files);
    const read = (more: string[]) =>
      readCommand(["pm2", "start", "ecosystem.config.js", "--only", "ferry", ...more], {
        cwd: here.dir,
        environment: {},
      });
    expect(await read([])).toMatchObject({
      env: { TIDE: "low" },
      at: { file: "ecosystem.config.js", line: 5 },
    });
    expect(await read(["--env", "production"])).toMatchObject({
      env: { TIDE: "high" },
      envFiles: [{ file: ".env" }],
    });
  });
});

describe("the backend of several programs", () => {
  const files = scripts({
    "dev:api": "node src/app.js",
    "dev:web": "vite",
    both: "concurrently -k 'npm:dev:*'",
    circle: "concurrently 'npm:circle' 'vite'",
  });
  test.each<[command: string, is: string]>([
    ["concurrently -n web,api vite 'nodemon src/app.js'", "src/app.js (.) node src/app.js"],
    ["concurrently 'tsc -w' 'node --watch src/app.js'", "src/app.js (.) node --watch src/app.js"],
    ["npm run both", "src/app.js (.) node src/app.js"],
    ["run-p dev:*", "src/app.js (.) node src/app.js"],
    ["concurrently 'node app.js' 'node src/app.js'", "- (.) concurrently node app.js node src/app.js"],
    ["concurrently 'node app.js' npm:dev:api", "src/app.js (.) node src/app.js"],
    ["npm run circle", "- (.) concurrently npm:circle vite"],
  ])("%s", async (command, is) => {
    expect(await started(files, command)).toBe(is);
  });
});

describe("recipes", () => {
  const justfile = [
    "set dotenv-load",
    'tide := "81"',
    "all: run",
    "run port=tide: check",
    "    @uvicorn main:app --port {{port}}",
    "check:",
    "    true",
    "script:",
    "    #!/usr/bin/env bash",
    "    node app.js",
    "",
  ].join("\n");
  const tasks =
    "dotenv: ['.env']\ntasks:\n  dev:\n    dir: api\n    cmds:\n      - python main.py\n  up:\n    - task: dev\n";
  const mise = '[tasks.dev]\nrun = "node src/app.js"\n';
  const invoke =
    "@task\ndef serve(c, port=81):\n    c.run('true')\n    c.run(f'uvicorn main:app --port {port}')\n\n@task\ndef other(c):\n    c.run('x')\n";
  const tox =
    "[tox]\nenvlist = py\n[testenv:dev]\ncommands =\n    true\n    uvicorn main:app {posargs}\n[testenv:lint]\ncommands = ruff\n";
  const make = ".PHONY: all run\nall: check run\ncheck:\n\ttrue\nrun:\n\tpython main.py\n";
  test.each<[files: Record<string, string>, command: string, is: string]>([
    [{ justfile }, "just run", "main.py (.) uvicorn main:app --port 81"],
    [{ justfile }, "just", "main.py (.) uvicorn main:app --port 81"],
    [{ justfile }, "just script", "- (.) just script"],
    [{ justfile }, "just gone", "- (.) just gone"],
    [{ "Taskfile.yml": tasks }, "task dev", "api/main.py (api) python main.py"],
    [{ "Taskfile.yml": tasks }, "task up", "api/main.py (api) python main.py"],
    [{ "mise.toml": mise }, "mise run dev", "src/app.js (.) node src/app.js"],
    [{ "tasks.py": invoke }, "inv serve", "main.py (.) uvicorn main:app --port 81"],
    [{ "tox.ini": tox }, "tox -e dev", "main.py (.) uvicorn main:app"],
    [{ Makefile: make }, "make", "main.py (.) python main.py"],
  ])("%o: %s", async (files, command, is) => {
    expect(await started({ ...app, ...files }, command)).toBe(is);
  });

  test.each<[toml: string, command: string, is: string]>([
    [
      "[tool.poe.tasks]\nrun = { cmd = 'python main.py', cwd = 'api' }",
      "poe run",
      "api/main.py (api) python main.py",
    ],
    [
      "[tool.poe.tasks]\nrun = { ref = 'dev' }\ndev = 'python main.py'",
      "poe run",
      "main.py (.) python main.py",
    ],
    [
      "[tool.poe.tasks]\nrun = ['lint', 'dev']\ndev = 'python main.py'",
      "uv run poe run",
      "main.py (.) python main.py",
    ],
    [
      "[tool.poe.tasks]\nrun = { sequence = [{ cmd = 'true' }, { cmd = 'python main.py' }] }",
      "poe run",
      "main.py (.) python main.py",
    ],
    [
      "[tool.hatch.envs.dev.scripts]\nrun = 'python main.py'",
      "hatch run dev:run",
      "main.py (.) python main.py",
    ],
    [
      "[tool.hatch.envs.dev.scripts]\nrun = 'python main.py'",
      "hatch -e dev run run",
      "main.py (.) python main.py",
    ],
    [
      "[tool.pdm.scripts]\nrun = { composite = ['lint', 'dev'] }\ndev = 'python main.py'",
      "pdm run run",
      "main.py (.) python main.py",
    ],
  ])("%s: %s", async (toml, command, is) => {
    expect(await started({ ...app, "pyproject.toml": toml }, command)).toBe(is);
  });

  test("the variables and .env files of poe and pdm", async () => {
    const read = async (toml: string, argv: string[]) => {
      using here = project({ ...app, "pyproject.toml": toml });
      const { env, envFiles } = await readCommand(argv, { cwd: here.dir, environment: {} });
      return { env, files: envFiles.map(({ file }) => file) };
    };
    const poe =
      "[tool.poe]\nenvfile = '.env'\n[tool.poe.tasks]\nrun = { cmd = 'python main.py', envfile = '.env.dev', env = { TIDE = 'low' } }";
    expect(await read(poe, ["poe", "run"])).toEqual({ env: { TIDE: "low" }, files: [".env.dev", ".env"] });
    const pdm = "[tool.pdm.scripts]\n_.env_file = '.env'\nrun = 'python main.py'";
    expect(await read(pdm, ["pdm", "run", "run"])).toEqual({ env: {}, files: [".env"] });
  });
});

test.each<[files: Record<string, string>, entry: string, source: string]>([
  [
    {
      "tsconfig.json": '{"compilerOptions":{"outDir":"./build/out","rootDir":"./source"}}',
      "source/a.ts": "",
    },
    "build/out/a.js",
    "source/a.ts",
  ],
  [
    {
      "tsconfig.json": '{"extends":"./base"}',
      "base.json": '{"compilerOptions":{"outDir":"target"}}',
      "src/a.ts": "",
    },
    "target/a.js",
    "src/a.ts",
  ],
  [{ "apps/ferry/src/main.ts": "" }, "dist/apps/ferry/main", "apps/ferry/src/main.ts"],
  [
    { ...scripts({ build: "esbuild src/server.ts --bundle --outfile=dist/index.js" }), "src/server.ts": "" },
    "dist/index.js",
    "src/server.ts",
  ],
  [
    { ...scripts({ build: "ncc build src/server.ts -o dist" }), "src/server.ts": "" },
    "dist/index.js",
    "src/server.ts",
  ],
])("%o: what %s is built from", async (files, entry, source) => {
  using here = project({ "package.json": "{}", ...files });
  const read = await readCommand(["node", entry], { cwd: here.dir, environment: {} });
  expect(read.entry).toMatchObject({ missing: entry, source });
});

test("the application of a monorepo of Nest", async () => {
  const nest = {
    projects: { pilot: { sourceRoot: "apps/pilot/src", entryFile: "start" } },
    sourceRoot: "apps/ferry/src",
  };
  const files = {
    "nest-cli.json": JSON.stringify(nest),
    "apps/ferry/src/main.ts": "",
    "apps/pilot/src/start.ts": "",
  };
  expect(await started(files, "nest start --watch")).toMatch(/^apps\/ferry\/src\/main.ts /);
  expect(await started(files, "nest start pilot")).toMatch(/^apps\/pilot\/src\/start.ts /);
});
