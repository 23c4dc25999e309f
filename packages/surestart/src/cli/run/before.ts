import { doctorScreen } from "../../report/text.ts";
import type { Call } from "../command.ts";
import { type Examined, examine, reportOf } from "../examine.ts";
import { machineText, styleFor } from "../print.ts";
import type { RunOptions } from "./options.ts";
import { writeReport } from "./report.ts";
import { badConfiguration } from "./status.ts";

/** `--strict`: refuses to start while doctor has an error. null: go on. */
export async function beforeStart(call: Call, options: RunOptions): Promise<number | null> {
  // Services outside of this machine are asked by doctor alone.
  const asked: Call = { ...call, flag: (name) => name !== "probe" && call.flag(name) };
  const examined = await examine(asked, { dir: options.dir });
  if (!examined.findings.some(({ severity }) => severity === "error")) return null;
  await refuse(call, options, examined);
  return badConfiguration;
}

async function refuse(call: Call, options: RunOptions, examined: Examined): Promise<void> {
  const report = reportOf(examined, { outcome: "failed" });
  if (options.report !== undefined) writeReport(options.report, report);
  if (options.format !== "text") {
    process.stdout.write(await machineText(report, options.format));
    return;
  }
  const { dir, mask } = examined;
  process.stderr.write(doctorScreen(report, { dir, mask, style: styleFor(call, process.stderr) }));
  process.stderr.write("surestart: nothing was started, since doctor finds an error (--strict)\n");
}
