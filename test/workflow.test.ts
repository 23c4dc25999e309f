import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";

const home = path.resolve(import.meta.dirname, "..");
const text = readFileSync(path.join(home, ".github/workflows/test.yml"), "utf8");

interface Job {
  "runs-on": string;
  strategy?: { matrix: { os: string[] } };
  steps: { uses?: string; run?: string; with?: Record<string, unknown> }[];
}

test("the workflow runs the suite on Linux, macOS and Windows, with the Node that npm needs", () => {
  const workflow = parse(text) as { on: object; jobs: Record<string, Job> };
  expect(Object.keys(workflow.on)).toEqual(["push", "pull_request"]);
  const jobs = Object.values(workflow.jobs);
  const systems = jobs.flatMap((job) => job.strategy?.matrix.os ?? [job["runs-on"]]);
  expect(systems.map((name) => name.split("-")[0])).toEqual(["ubuntu", "macos", "windows"]);
  for (const { steps } of jobs) {
    expect(steps.map(({ uses }) => uses?.split("@")[0]).filter(Boolean)).toEqual([
      "actions/checkout",
      "actions/setup-node",
    ]);
    const commands = steps.flatMap(({ run }) => run ?? []);
    expect(commands.length).toBeGreaterThan(0);
    for (const command of commands) {
      // A script of this repository, or npm's own word for a clean installation and its tests.
      const [, script] = /^bash (\S+)/.exec(command) ?? [];
      if (script === undefined) expect(command).toMatch(/^npm (?:cit|ci|test)\b/);
      else expect(existsSync(path.join(home, script)), command).toBe(true);
    }
  }
});
