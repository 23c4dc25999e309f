import { describe, expect, test } from "vitest";
import type { Facts } from "../../src/facts.ts";
import { toGithub } from "../../src/report/github.ts";
import { toJson } from "../../src/report/json.ts";
import { toSarif } from "../../src/report/sarif.ts";
import { notLoaded, permissions, portHeld, storyReport, storySecret } from "./_sample.ts";

const report = storyReport([notLoaded, { ...portHeld, confidence: "likely" }, permissions], {
  url: "http://127.0.0.1:8001",
  port: { wanted: 8000, used: 8001, why: "port/held-by-other", told: "flag" },
  exit: { code: 1, signal: null },
  timeline: [{ step: "env", ms: 3.149 }],
});

test("JSON has the keys of schema 1 in their order", () => {
  const read = JSON.parse(toJson(report)) as typeof report;
  expect(Object.keys(read)).toEqual([
    "schema",
    "surestart",
    "outcome",
    "project",
    "url",
    "port",
    "exit",
    "timeline",
    "findings",
  ]);
  expect(Object.keys(read.findings[0]!)).toEqual([
    "code",
    "severity",
    "confidence",
    "title",
    "detail",
    "at",
    "also",
    "fixes",
  ]);
  expect(Object.keys(read.findings[1]!.holder!)).toEqual([
    "pid",
    "command",
    "cwd",
    "user",
    "since",
    "sameProject",
  ]);
  expect(Object.keys(read.findings[0]!.fixes[0]!)).toEqual(["id", "title", "safety", "edits"]);
  expect(read.project).toEqual({ dir: ".", stack: [], command: null });
  expect(read.timeline).toEqual([{ step: "env", ms: 3.1 }]);
});

test("what does not apply is left out, and paths are relative to the project", () => {
  const { findings, ...rest } = storyReport([{ ...permissions, at: { file: "/elsewhere/.env", line: 1 } }], {
    dir: "/elsewhere",
    cwd: "/",
  });
  expect(Object.keys(rest)).toEqual(["schema", "surestart", "outcome", "project", "timeline"]);
  expect(rest.project.dir).toBe("elsewhere");
  expect(findings[0]!.at).toEqual({ file: ".env", line: 1 });
});

test("SARIF 2.1.0: rules, places, fingerprints that stay when lines move", () => {
  const page = { what: "What.", why: "Why.", causes: ["Cause."], steps: ["Step."], not: "Not." };
  const { runs } = JSON.parse(toSarif(report, [{ code: "source/env-not-loaded", page }]));
  const [{ tool, results }] = runs;
  expect(tool.driver.rules.map((rule: { id: string }) => rule.id)).toEqual([
    "source/env-not-loaded",
    "port/held-by-other",
    "env/permissions",
  ]);
  expect(tool.driver.rules[0]).toMatchObject({
    name: "SourceEnvNotLoaded",
    shortDescription: { text: "What." },
    help: { text: "What.\nWhy.\n- Cause.\nStep.\nNot." },
  });
  expect(results[0]).toMatchObject({
    ruleIndex: 0,
    level: "error",
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: "src/config/auth_config.py" },
          region: { startLine: 5, startColumn: 14, endColumn: 45 },
        },
      },
    ],
    relatedLocations: [{ message: { text: "BETTER_AUTH_SECRET is set here" } }],
  });
  const moved = storyReport([{ ...notLoaded, at: { ...notLoaded.at!, line: 50 } }]);
  expect(JSON.parse(toSarif(moved, [])).runs[0].results[0].partialFingerprints).toEqual(
    results[0].partialFingerprints,
  );
  expect(results[1].locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: ".", uriBaseId: "%SRCROOT%" },
  });
});

test("annotations of GitHub are escaped", () => {
  const odd = storyReport([
    {
      ...notLoaded,
      title: "a: b, 100%",
      detail: "one\ntwo",
      at: { file: "a,b.py", line: 2 },
      also: [],
      fixes: [],
    },
  ]);
  expect(toGithub(odd)).toBe(
    "::error file=a%2Cb.py,line=2,title=source/env-not-loaded%3A a%3A b%2C 100%25::one%0Atwo\n".replace(
      "source/env-not-loaded%3A",
      "source/env-not-loaded%3A",
    ),
  );
  expect(toGithub(report)).toMatch(/^::error .*\n::warning title=port.*\n::warning file=\.env,/);
});

test("a command line is masked word by word", () => {
  const facts = {
    command: { argv: ["app", "--api-key", "-k 1", "--db-password=x y", "--token-file", "t"] },
    project: { stack: [] },
  } as unknown as Facts;
  expect(storyReport([], { facts }).project.command).toEqual([
    "app",
    "--api-key",
    "********",
    "--db-password=********",
    "--token-file",
    "t",
  ]);
});

describe("no format bears a secret", () => {
  test.each([
    ["json", toJson(report)],
    ["sarif", toSarif(report, [])],
    ["github", toGithub(report)],
  ])("%s", (_, text) => {
    expect(text).not.toContain(storySecret);
  });
});
