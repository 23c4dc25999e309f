import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { Report } from "../packages/surestart/src/report/report.ts";
import { type CorpusCase, corpusCases, lacking, needsRoot, prepare } from "./corpus-case.ts";

const cases = corpusCases();

describe.concurrent.each(cases.map((c): [string, CorpusCase] => [c.id, c]))("%s", (_id, one) => {
  const lack = lacking(one);
  if (lack.length > 0) {
    test(`lacks ${lack.join(", ")}: apt-get install ${lack.join(" ")}`, ({ skip }) => {
      expect(process.env["CI"], "CI installs what the corpus needs").toBeUndefined();
      skip();
    });
    return;
  }

  if (needsRoot(one)) {
    test("is started as another user", ({ skip }) => skip("only root can do that"));
    return;
  }

  test("does by itself what it says", async () => {
    await using(one, async (project) => {
      const { healthy, output } = await project.bare();
      expect(healthy, output).toBe(one.raw.healthy);
      if (one.raw.output) expect(output).toMatch(new RegExp(one.raw.output, "s"));
    });
  });

  test.runIf(one.expect.doctor || one.family === "healthy")("doctor", async () => {
    await using(one, async (project) => {
      const { report, printed } = await project.run("doctor", "--format", "json", "--", ...project.command);
      const errors = report?.findings.filter((f) => f.severity === "error") ?? [];
      if (one.expect.doctor) expectFirst(errors[0] ?? report?.findings[0], one.expect.doctor);
      else expect(errors.map((f) => `${f.code}: ${f.title}`)).toEqual([]);
      expectMasked(one, printed);
    });
  });

  test.runIf(one.expect.run)("run", async () => {
    await using(one, async (project) => {
      const { report, printed } = await project.run(...running(one), "--", ...project.command);
      expect(report?.outcome, printed).toBe(one.expect.run?.outcome);
      if (one.expect.run?.codes) expectFirst(report?.findings[0], one.expect.run);
      if (one.expect.run?.outcome === "healthy" && one.raw.healthy)
        expect(printed).not.toContain("with a witness inside");
      expectMasked(one, printed);
    });
  });

  test.runIf(one.expect.kept)("a fix leaves alone what is right", async () => {
    await using(one, async (project) => {
      const kept = (one.expect.kept ?? []).map((file) => path.join(project.dir, file));
      const before = kept.map((file) => readFileSync(file, "utf8"));
      await project.run("doctor", "--fix", "--yes", "--format", "json", "--", ...project.command);
      expect(kept.map((file) => readFileSync(file, "utf8"))).toEqual(before);
    });
  });

  test.runIf(one.expect.fix)("mended, it runs", async () => {
    await using(one, async (project) => {
      const fixed = await project.run(
        "doctor",
        "--fix",
        "--yes",
        "--format",
        "json",
        "--",
        ...project.command,
      );
      const { report, printed } = await project.run(...running(one), "--", ...project.command);
      expect(report?.outcome, printed).toBe("healthy");
      expectMasked(one, fixed.printed + printed);
    });
  });
});

function running(one: CorpusCase): string[] {
  return [
    "run",
    "--exit-when-healthy",
    "--on-conflict",
    "next",
    "--timeout",
    "12",
    ...(one.health ? ["--health", one.health] : []),
  ];
}

async function using(
  one: CorpusCase,
  body: (project: Awaited<ReturnType<typeof prepare>>) => Promise<void>,
): Promise<void> {
  const project = await prepare(one);
  try {
    await body(project);
  } finally {
    project.end();
  }
}

function expectFirst(
  finding: Report["findings"][number] | undefined,
  wanted: { codes?: string[]; at?: { file: string; line?: number } },
): void {
  expect(wanted.codes, `${finding?.code}: ${finding?.title}`).toContain(finding?.code);
  if (wanted.at) expect(finding?.at).toMatchObject(wanted.at);
}

function expectMasked(one: CorpusCase, printed: string): void {
  for (const secret of one.secrets ?? [])
    expect(printed.includes(secret), "a secret was printed").toBe(false);
}
