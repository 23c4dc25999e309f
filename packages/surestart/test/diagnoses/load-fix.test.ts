import { spawnSync } from "node:child_process";
import { renameSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { environment, project, surestart } from "../cli/_run.ts";
import { standInPython } from "../stand-in-python.ts";

const reads =
  'if (!process.env.FEED_URL) throw new Error("no FEED_URL");\nsetInterval(() => {}, 1 << 30).unref();\n';

// biome-ignore format: one row, one line
const rows: { name: string; files: Record<string, string> }[] = [
  { name: "CommonJS", files: { "server.js": reads } },
  { name: "CommonJS in a folder", files: { "package.json": "{}", "src/server.js": reads } },
  { name: "ESM", files: { "package.json": '{"type":"module"}', "server.js": reads } },
  { name: "TypeScript that Node runs itself", files: { "package.json": '{"type":"module"}', "server.ts": `import "node:fs";\n${reads}` } },
];

test.each(rows)(
  "the load that a fix writes works, and does no harm without a .env: $name",
  async ({ files }) => {
    const dir = project({ ...files, ".env": "FEED_URL=http://feed.example/\n" });
    const entry = Object.keys(files).find((file) => /server\.[jt]s$/.test(file))!;
    const run = (env: Record<string, string> = {}): { status: number | null; stderr: string } =>
      spawnSync(process.execPath, [entry], { cwd: dir, env: environment(dir, env), encoding: "utf8" });
    expect(run().stderr).toContain("no FEED_URL");
    const fixed = await surestart(["doctor", "--fix", "--yes", "--", "node", entry], { cwd: dir });
    expect(fixed.stderr).toMatch(/Load .*\.env in/);
    expect(run()).toMatchObject({ status: 0, stderr: "" });
    renameSync(join(dir, ".env"), join(dir, "put-away"));
    expect(run({ FEED_URL: "set by the platform" })).toMatchObject({ status: 0, stderr: "" });
  },
);

test.each([
  { name: "imports without an ending", specifier: "./feed" },
  { name: "imports as what it is compiled to", specifier: "./feed.js" },
])("the load that a fix writes is compiled to CommonJS by tsc: $name", async ({ specifier }) => {
  const dir = project({
    "package.json": "{}",
    "tsconfig.json": '{ "compilerOptions": { "outDir": "dist" } }',
    "src/main.ts": `import { feed } from "${specifier}";\nconsole.log(feed);\nsetInterval(() => {}, 1 << 30).unref();\n`,
    "src/feed.ts": `import "node:fs";\n${reads.split("\n")[0]}\nexport const feed = process.env.FEED_URL;\n`,
    ".env": "FEED_URL=http://feed.example/\n",
  });
  const fixed = await surestart(["doctor", "--fix", "--yes", "--", "tsx", "src/main.ts"], { cwd: dir });
  expect(fixed.stderr).toMatch(/Load .*\.env in/);
  const modules = join(import.meta.dirname, "../../../../node_modules");
  const tsc = spawnSync(
    process.execPath,
    [
      join(modules, "typescript/bin/tsc"),
      ...["--module", "commonjs", "--rootDir", "src", "--outDir", "dist", "--types", "node"],
      ...["--typeRoots", join(modules, "@types"), "--ignoreConfig", "src/main.ts"],
    ],
    { cwd: dir, encoding: "utf8" },
  );
  expect(tsc.stdout).toBe("");
  const built = spawnSync(process.execPath, ["dist/main.js"], {
    cwd: dir,
    env: environment(dir),
    encoding: "utf8",
  });
  expect(built).toMatchObject({ status: 0, stdout: "http://feed.example/\n" });
});

test.each([
  { name: "is there", without: [], told: false },
  { name: "is not there", without: ["python-dotenv"], told: true },
])("the load of a Python program tells to install python-dotenv only where it $name", async (row) => {
  const main = 'import os\nif not os.environ.get("FEED_URL"):\n    raise SystemExit("no FEED_URL")\n';
  const dir = project({ "main.py": main, ".env": "FEED_URL=http://feed.example/\n" });
  const { python } = standInPython(row.without);
  const said = await surestart(["doctor", "--format", "json", "--", python, "main.py"], { cwd: dir });
  const [finding] = JSON.parse(said.stdout).findings;
  expect(finding.code).toBe("source/env-not-loaded");
  expect(finding.fixes[0].title.includes("pip install python-dotenv")).toBe(row.told);
});
