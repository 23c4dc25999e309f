import { appendFileSync } from "node:fs";
import type { Reporter, SerializedError, TestModule } from "vitest/node";

/** Adds one line to the file that COUNTS names: tests that passed, that failed, that were skipped. */
export default class Count implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const file = process.env["COUNTS"];
    if (file === undefined) return;
    const states = modules.flatMap((module) =>
      [...module.children.allTests()].map((test) => test.result().state),
    );
    const of = (state: string) => states.filter((one) => one === state).length;
    // A file that cannot be loaded, or an error outside of a test, is a failure as well.
    const broken = modules.filter(
      (module) => module.state() === "failed" && module.errors().length > 0,
    ).length;
    appendFileSync(file, `${of("passed")} ${of("failed") + broken + errors.length} ${of("skipped")}\n`);
  }
}
