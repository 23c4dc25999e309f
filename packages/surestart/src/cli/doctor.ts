import { lookedAt } from "../report/looked.ts";
import { doctorScreen, fixesScreen } from "../report/text.ts";
import type { Screen } from "../report/text-finding.ts";
import { again, completed } from "./again.ts";
import type { Call } from "./command.ts";
import { type Examined, examine, projectDir, reportOf, type ShownEdits } from "./examine.ts";
import { machineText, styleFor } from "./print.ts";

/** Says what would keep a backend from starting; with `--fix` repairs it. Status 1 when an error is left, 66 when it could not judge. */
export async function command(call: Call): Promise<number> {
  const dir = projectDir(call);
  if (call.flag("undo")) {
    const { takeBack } = await import("./doctor-undo.ts");
    return takeBack(call, dir);
  }
  const examined = await examine(call, { dir, probe: call.flag("probe") });
  if (call.flag("fix") && !call.flag("dry-run")) {
    const { mend } = await import("./doctor-fix.ts");
    const mended = await mend(call, examined);
    await print(call, mended.examined, { fixed: mended.fixed });
    return statusOf(mended.examined);
  }
  await print(call, examined);
  return statusOf(examined);
}

async function print(
  call: Call,
  examined: Examined,
  more: Parameters<typeof reportOf>[1] = {},
): Promise<void> {
  const whole = (command: string): string => completed(call, command, examined.mask);
  const report = reportOf(examined, { completed: whole, ...more }, shownEdits(call));
  if (call.format !== "text") {
    process.stdout.write(await machineText(report, call.format));
    return;
  }
  const screen = screenOf(call, examined);
  if (!call.flag("dry-run")) {
    process.stdout.write(doctorScreen(report, screen));
    return;
  }
  const withEdits = report.findings.filter(({ fixes }) => fixes.some(({ edits }) => edits));
  process.stdout.write(fixesScreen(withEdits, screen));
  process.stdout.write(
    withEdits.length === 0
      ? "There is nothing that a fix would change.\n"
      : "\nNothing was changed: this was a dry run.\n",
  );
}

/** Only what is shown is made: github and sarif have no diffs, and the screen shows those of the root cause. */
function shownEdits(call: Call): ShownEdits {
  if (call.format === "text") return call.flag("dry-run") ? "all" : "root";
  return call.format === "json" ? "all" : "none";
}

function screenOf(call: Call, { dir, mask }: Examined): Screen {
  return {
    dir,
    mask,
    style: styleFor(call),
    fixCommand: again(call, { name: "doctor", add: ["--fix"], drop: ["yes", "dry-run"] }, mask),
    tryCommand: (start) => again(call, { name: "doctor", start }, mask),
  };
}

/** Status when no error was found, and it could not judge: EX_NOINPUT of sysexits.h. */
const notJudged = 66;

function statusOf({ findings, facts, mask }: Examined): number {
  if (findings.some(({ severity }) => severity === "error")) return 1;
  return lookedAt(facts, mask).judged ? 0 : notJudged;
}
