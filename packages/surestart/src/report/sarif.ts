import { createHash } from "node:crypto";
import type { Place } from "../finding.ts";
import type { Report, ReportFinding } from "./report.ts";

/** A rule for every code that the report names; `page` is its page of the catalogue. */
export interface SarifRule {
  code: string;
  page: { what: string; why: string; causes: readonly string[]; steps: readonly string[]; not: string };
}

/**
 * The report as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), as code scanning reads it: rules from the
 * catalogue, one result a finding, fingerprints that stay when lines move. Fixes stand as words: their bytes contain secrets.
 */
export function toSarif(report: Report, rules: SarifRule[]): string {
  const used = [...new Set(report.findings.map((finding) => finding.code))];
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "surestart",
            semanticVersion: report.surestart,
            rules: used.map((code) => rule(code, rules.find((known) => known.code === code)?.page)),
          },
        },
        ...(report.looked?.judged === false ? { invocations: [notJudged(report.looked.words)] } : {}),
        columnKind: "utf16CodeUnits",
        results: report.findings.map((finding) => result(finding, used, report)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function notJudged(text: string): object {
  return {
    executionSuccessful: true,
    toolExecutionNotifications: [{ level: "note", message: { text } }],
  };
}

const levels = { error: "error", warning: "warning", info: "note" } as const;

function rule(code: string, page: SarifRule["page"] | undefined): object {
  const name = code.replace(/(?:^|[/-])(\w)/g, (_, first: string) => first.toUpperCase());
  if (!page) return { id: code, name };
  const help = [page.what, page.why, ...page.causes.map((cause) => `- ${cause}`), ...page.steps, page.not];
  return {
    id: code,
    name,
    shortDescription: { text: page.what },
    fullDescription: { text: page.why },
    help: { text: help.join("\n"), markdown: help.join("\n\n") },
  };
}

function result(finding: ReportFinding, rules: string[], report: Report): object {
  const { at, code, also, severity, title, detail, fixes, confidence } = finding;
  const advice = fixes.map((fix) => `To fix it: ${fix.title}${fix.command ? ` (${fix.command})` : ""}.`);
  return {
    ruleId: code,
    ruleIndex: rules.indexOf(code),
    level: levels[severity],
    message: { text: [`${title}. ${detail}`, ...advice].join("\n") },
    // Code scanning shows only what has a place; the project's folder is one.
    locations: [location(at ?? { file: "." }, report)],
    ...(also?.length
      ? {
          relatedLocations: also.map((place, id) => ({
            id,
            ...location(place, report),
            message: { text: place.note },
          })),
        }
      : {}),
    partialFingerprints: { "surestart/v1": fingerprint(finding) },
    properties: { confidence, ...(finding.resolved ? { resolved: true } : {}) },
  };
}

function location(place: Place, report: Report): { physicalLocation: object } {
  const { line, column, endColumn } = place;
  const path = report.project.dir === "." ? place.file : `${report.project.dir}/${place.file}`;
  return {
    physicalLocation: {
      artifactLocation: { uri: path.split("/").map(encodeURIComponent).join("/"), uriBaseId: "%SRCROOT%" },
      ...(line === undefined
        ? {}
        : {
            region: {
              startLine: line,
              ...(column === undefined ? {} : { startColumn: column }),
              ...(endColumn === undefined ? {} : { endColumn }),
            },
          }),
    },
  };
}

/** Without the line, so that a finding keeps its identity when lines are added above it. */
function fingerprint({ code, at, title }: ReportFinding): string {
  return createHash("sha256")
    .update(`${code}\n${at?.file ?? ""}\n${title}`)
    .digest("hex")
    .slice(0, 32);
}
