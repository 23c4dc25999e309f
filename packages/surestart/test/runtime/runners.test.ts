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
