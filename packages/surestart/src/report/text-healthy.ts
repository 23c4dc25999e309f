import type { ReportFinding, ReportStep } from "./report.ts";
import type { Style } from "./style.ts";
import { alsoLines, screenText } from "./text.ts";
import { labelled } from "./text-finding.ts";
import { visible } from "./visible.ts";

/** What `run` decided, in words: one sentence each, without a full stop; null where there is nothing to say. */
export interface Healthy {
  url: string;
  health: { url: string; status: number | null } | null;
  /** Where the variables came from. */
  variables: string | null;
  /** The port, and who holds the wanted one. */
  port: string | null;
  /** Milliseconds from the command to healthy. */
  ms: number;
}

const label = 9;

/** The screen of a run that became healthy: its address, what was decided, and how long each step took. */
export function healthyScreen(timeline: ReportStep[], healthy: Healthy, style: Style): string {
  const { health } = healthy;
  const lines = [
    "",
    `${style.paint("green", style.mark.good)} ${style.paint("bold", `Healthy in ${duration(healthy.ms)}`)}`,
    "",
    ...labelledLine("URL", healthy.url, style).map((text) => style.paint("bold", text)),
    ...labelledLine(
      "Health",
      health && health.url + (health.status === null ? "" : ` (${health.status})`),
      style,
    ),
    ...labelledLine("Variables", healthy.variables, style),
    ...labelledLine("Port", healthy.port, style),
    ...labelledLine("Took", stepsText(timeline, style), style),
    "",
  ];
  return `${screenText(lines)}\n`;
}

/**
 * What is known once the sources are read: the address of the program's API pages, what `run` worked around, and what else was
 * found. Empty where there is nothing to say.
 */
export function afterwardsScreen(docs: string | null, findings: ReportFinding[], style: Style): string {
  const lines = [...labelledLine("Docs", docs, style), ...alsoLines(findings, style)];
  return lines.length === 0 ? "" : `${screenText(lines).replace(/^\n/, "")}\n`;
}

function labelledLine(name: string, text: string | null, style: Style): string[] {
  return text === null ? [] : labelled(name, visible(text), style, label, "dim");
}

function stepsText(steps: ReportStep[], style: Style): string | null {
  if (steps.length === 0) return null;
  return steps.map(({ step, ms }) => `${step} ${duration(ms)}`).join(` ${style.mark.dot} `);
}

/** `3 ms`, `412 ms`, `1.4 s`. */
export function duration(ms: number): string {
  return ms < 1000 ? `${Math.max(1, Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} s`;
}
