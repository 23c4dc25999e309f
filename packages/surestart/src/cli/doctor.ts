import { doctorScreen, fixesScreen } from "../report/text.ts";
import type { Screen } from "../report/text-finding.ts";
import type { Call } from "./command.ts";
import { type Examined, examine, projectDir, reportOf, type ShownEdits } from "./examine.ts";
import { machineText, styleFor } from "./print.ts";
import { shownWords } from "./shell.ts";

/** Says what would keep a backend from starting; with `--fix` mends it. Status 1 when an error is left. */
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
  const report = reportOf(examined, more, shownEdits(call));
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
  const words = ["surestart", "doctor", ...call.args, "--fix", ...(call.argv ? ["--", ...call.argv] : [])];
  return { dir, mask, style: styleFor(call), fixCommand: shownWords(words, mask) };
}

function statusOf({ findings }: Examined): number {
  return findings.some(({ severity }) => severity === "error") ? 1 : 0;
}
