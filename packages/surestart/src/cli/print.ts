import type { Report } from "../report/report.ts";
import { createStyle, type Style } from "../report/style.ts";
import type { Call, Format } from "./command.ts";

/** The style for standard output, or for standard error. */
export function styleFor(call: Pick<Call, "color">, stream: NodeJS.WriteStream = process.stdout): Style {
  return createStyle({ color: call.color, stream });
}

/** A report in one of the formats for machines. */
export async function machineText(report: Report, format: Exclude<Format, "text">): Promise<string> {
  if (format === "json") return (await import("../report/json.ts")).toJson(report);
  if (format === "github") return (await import("../report/github.ts")).toGithub(report);
  const [{ toSarif }, { catalogue }] = await Promise.all([
    import("../report/sarif.ts"),
    import("../diagnoses/index.ts"),
  ]);
  return toSarif(
    report,
    catalogue.map(({ code, page }) => ({ code, page })),
  );
}

/** One JSON document. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}
