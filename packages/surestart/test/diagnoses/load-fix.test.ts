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
];

test.each(rows)(
  "the load that a fix writes works, and does no harm without a .env: $name",
  async ({ files }) => {
    const dir = project({ ...files, ".env": "FEED_URL=http://feed.example/\n" });
    const entry = Object.keys(files).find((file) => file.endsWith("server.js"))!;
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
