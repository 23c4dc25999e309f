import type { Report, ReportStep } from "./report.ts";
import type { Style } from "./style.ts";
import { alsoLines, screenText } from "./text.ts";
import { labelled } from "./text-finding.ts";
import { visible } from "./visible.ts";

/** What `run` decided, in words: one sentence each, without a full stop; null where there is nothing to say. */
export interface Healthy {
  url: string;
  /** The address of its API pages, when it has them. */
  docs: string | null;
  health: { url: string; status: number | null } | null;
  /** Where the variables came from. */
  variables: string | null;
  /** The port, and who holds the wanted one. */
  port: string | null;
  /** Milliseconds from the command to healthy. */
  ms: number;
}

const label = 9;

/** The screen of a run that became healthy: address, pages, what was decided, and how long each step took. */
export function healthyScreen(report: Report, healthy: Healthy, style: Style): string {
  const line = (name: string, text: string | null): string[] =>
    text === null ? [] : labelled(name, visible(text), style, label, "dim");
  const { health } = healthy;
  const lines = [
    "",
    `${style.paint("green", style.mark.good)} ${style.paint("bold", `Healthy in ${duration(healthy.ms)}`)}`,
    "",
    ...line("URL", healthy.url).map((text) => style.paint("bold", text)),
    ...line("Docs", healthy.docs),
    ...line("Health", health && health.url + (health.status === null ? "" : ` (${health.status})`)),
    ...line("Variables", healthy.variables),
    ...line("Port", healthy.port),
    ...line("Took", stepsText(report.timeline, style)),
    ...alsoLines(report.findings, style),
    "",
  ];
  return `${screenText(lines)}\n`;
}

function stepsText(steps: ReportStep[], style: Style): string | null {
  if (steps.length === 0) return null;
  return steps.map(({ step, ms }) => `${step} ${duration(ms)}`).join(` ${style.mark.dot} `);
}

/** `3 ms`, `412 ms`, `1.4 s`. */
export function duration(ms: number): string {
  return ms < 1000 ? `${Math.max(1, Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} s`;
}
