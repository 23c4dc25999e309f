import { type Examined, examine, reportOf } from "../examine/examine.ts";
import { machineText } from "../examine/machine-text.ts";
import { createStyle } from "../report/style.ts";
import { doctorScreen } from "../report/text.ts";
import type { RunOptions } from "./options.ts";
import { writeReport } from "./report.ts";
import { badConfiguration } from "./status.ts";

/** `--strict`: refuses to start while doctor has an error. null: go on. */
export async function beforeStart(options: RunOptions): Promise<number | null> {
  const { dir, argv, configured, envFiles, port, host } = options;
  const examined = await examine({
    dir,
    argv,
    configured,
    environment: process.env,
    envFiles,
    port,
    host,
  });
  if (!examined.findings.some(({ severity }) => severity === "error")) return null;
  await refuse(options, examined);
  return badConfiguration;
}

async function refuse(options: RunOptions, examined: Examined): Promise<void> {
  const report = reportOf(examined, { outcome: "failed" });
  if (options.report !== undefined) writeReport(options.report, report);
  if (options.format !== "text") {
    process.stdout.write(await machineText(report, options.format));
    return;
  }
  const { dir, mask } = examined;
  const style = createStyle({ color: options.color, stream: process.stderr });
  process.stderr.write(doctorScreen(report, { dir, mask, style }));
  process.stderr.write("surestart: not started: doctor found an error (--strict)\n");
}
