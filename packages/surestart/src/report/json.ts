import type { Report } from "./report.ts";

/** The report as one JSON document with a newline at its end. */
export function toJson(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
