import { randomBytes } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Examined, examined as examinedOf, reportOf } from "../examine/examine.ts";
import type { Facts } from "../facts.ts";
import { renameWhenFree } from "../fix/rename.ts";
import { toJson } from "../report/json.ts";
import type { Report } from "../report/report.ts";
import type { RunContext } from "./context.ts";
import type { Typed } from "./typed.ts";

export interface RunReport {
  report: Report;
  examined: Examined;
}

/** Holds the facts of a run against the catalogue and makes the report of them. */
export function reportRun(
  facts: Facts,
  { timeline, fixed, options, failedBefore }: RunContext,
  typed: Typed,
  url: string | null,
): RunReport {
  const examined = examinedOf(facts);
  const run = facts.run!;
  const why = examined.findings.find(({ code, resolved }) => resolved && code.startsWith("port/held"))?.code;
  const { wanted, used, told, movedBecause } = run.port;
  const report = reportOf(examined, {
    outcome: run.outcome,
    url,
    port: { wanted, used, told, ...(movedBecause && why ? { why } : {}) },
    exit: run.exit,
    failedBefore: failedBefore.map(({ crash, exit }) => ({
      title: crash ? [crash.name, crash.message].filter(Boolean).join(": ") : "The program ended",
      exit: exit ?? null,
    })),
    timeline: timeline.steps,
    completed: (command) => typed.completed(command, examined.mask),
    ...(options.fix ? { fixed: [...fixed] } : {}),
  });
  return { report, examined };
}

/** Writes the report as JSON so that a reader sees the old one or the whole new one, never half of it. */
export function writeReport(file: string, report: Report): void {
  const path = resolve(file);
  const beside = `${path}.${randomBytes(4).toString("hex")}.tmp`;
  try {
    writeFileSync(beside, toJson(report));
    renameWhenFree(beside, path);
  } finally {
    rmSync(beside, { force: true });
  }
}
