import type { Report, ReportFinding } from "./report.ts";

/**
 * The report as workflow commands of GitHub Actions, one annotation a finding.
 * https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
export function toGithub(report: Report): string {
  return [
    ...report.findings.map((finding) => annotation(finding, report.project.dir)),
    ...(report.looked?.judged === false
      ? [`::notice title=${property("not everything could be checked")}::${message(report.looked.words)}\n`]
      : []),
  ].join("");
}

const kinds = { error: "error", warning: "warning", info: "notice" } as const;

function annotation(finding: ReportFinding, dir: string): string {
  const { at, code, severity, title, detail, fixes } = finding;
  const properties = {
    // Annotations are placed by the path from the top of the repository, from where CI starts.
    file: at && (dir === "." ? at.file : `${dir}/${at.file}`),
    line: at?.line,
    col: at?.column,
    endColumn: at?.endColumn,
    title: `${code}: ${title}`,
  };
  const list = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${property(String(value))}`)
    .join(",");
  const advice = fixes.map((fix) => (fix.command ? `${fix.title}: ${fix.command}` : fix.title)).join("\n");
  return `::${kinds[severity]} ${list}::${message(advice ? `${detail}\n${advice}` : detail)}\n`;
}

function message(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return message(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
