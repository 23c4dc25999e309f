import { appendFileSync } from "node:fs";
import path from "node:path";
import type { Reporter, SerializedError, TestCase, TestModule } from "vitest/node";

/**
 * For .ci/test.sh, which names the files: COUNTS gets one line (tests that passed, that failed, that were skipped), RED the files
 * with a failure, and FAILURES what failed, in words.
 */
export default class Count implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const number = (state: string) => tests.filter((test) => test.result().state === state).length;
    // A file that cannot be loaded, or an error outside of a test, is a failure as well.
    const broken = modules.filter((module) => module.state() === "failed" && module.errors().length > 0);
    add("COUNTS", [
      `${number("passed")} ${number("failed") + broken.length + errors.length} ${number("skipped")}`,
    ]);
    add("RED", redFiles(modules, errors));
    add("FAILURES", [
      ...tests.filter((test) => test.result().state === "failed").map(failedTest),
      ...broken.map((module) => `${module.relativeModuleId}: ${inShort(module.errors()[0])}`),
      ...errors.map((error) => `${originOf(error) ?? "outside of a test"}: ${inShort(error)}`),
    ]);
  }
}

/** "?" stands for an error of which no file is known: to try files again would not show that it is gone. */
function redFiles(modules: readonly TestModule[], errors: readonly SerializedError[]): string[] {
  const failed = modules.filter((module) => module.state() === "failed").map((one) => one.relativeModuleId);
  return [...new Set([...failed, ...errors.map((error) => originOf(error) ?? "?")])];
}

function failedTest(test: TestCase): string {
  return `${test.module.relativeModuleId} > ${test.fullName}: ${inShort(test.result().errors?.[0])}`;
}

function originOf(error: SerializedError): string | undefined {
  const file: unknown = error["VITEST_TEST_PATH"];
  return typeof file === "string" ? path.relative(process.cwd(), file) : undefined;
}

/** The name, the message and the diff, as far as they fit on a screen. */
function inShort(error: SerializedError | undefined): string {
  const diff: unknown = error?.["diff"];
  const text = [error?.message ?? "unknown error", typeof diff === "string" ? diff : "", error?.stack ?? ""];
  return text
    .filter((part) => part !== "")
    .join("\n")
    .slice(0, 2500)
    .replaceAll("\n", "\n    ");
}

function add(variable: string, lines: readonly string[]): void {
  const file = process.env[variable];
  if (file !== undefined && lines.length > 0) appendFileSync(file, `${lines.join("\n")}\n`);
}
