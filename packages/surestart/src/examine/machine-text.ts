import type { Format, Report } from "../report/report.ts";

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
