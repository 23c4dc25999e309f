import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach } from "vitest";
import type { Change } from "../../src/finding.ts";
import { apply } from "../../src/fix/apply.ts";
import { Journal } from "../../src/fix/journal.ts";
import { type Plan, planFix } from "../../src/fix/plan.ts";

const made: string[] = [];
afterEach(() => {
  for (const dir of made.splice(0)) rmSync(dir, { recursive: true, force: true });
});

/** A folder with these files that is gone after the test. */
export function project(
  files: Record<string, string | Uint8Array>,
  modes: Record<string, number> = {},
): string {
  const dir = mkdtempSync(join(tmpdir(), "surestart-fix-"));
  made.push(dir);
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(join(dir, dirname(file)), { recursive: true });
    writeFileSync(join(dir, file), content);
    chmodSync(join(dir, file), modes[file] ?? 0o644);
  }
  return dir;
}

export function journalOf(dir: string): Journal {
  return new Journal(dir, { XDG_STATE_HOME: join(dir, "state-of-the-test") });
}

export function applied(changes: Change[], dir: string): Plan {
  const plan = planFix(changes, dir);
  apply(plan, { titles: ["a test"], journal: journalOf(dir) });
  return plan;
}

export function read(dir: string, file: string): string {
  return readFileSync(join(dir, file), "utf8");
}

export function modeOf(dir: string, file: string): number {
  return statSync(join(dir, file)).mode & 0o777;
}
