import { styleText } from "node:util";
import type { Finding, SurestartError } from "surestart/serve";

/** What is wrong, why, where, and what to do: one screen, for a start without surestart's own report. */
export function describeError(error: SurestartError): string {
  return error.findings.map(describe).join("\n\n");
}

/** Any other error. Those of Better Auth have an empty stack, and then their message says it. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const said = error.stack?.includes(error.message)
    ? error.stack
    : [String(error), error.stack].filter(Boolean).join("\n");
  return error.cause === undefined ? said : `${said}\n  caused by ${errorText(error.cause)}`;
}

function describe({ code, title, detail, at, fixes }: Finding): string {
  const place = at && `  at ${at.file}${at.line === undefined ? "" : `:${at.line}`}`;
  const ways = fixes.map(({ title: way, command }) => `  - ${way}${command ? `:\n      ${command}` : ""}`);
  const head = `${styleText("red", "The backend does not start:", { stream: process.stderr })} ${title} (${code})`;
  return [head, `  ${detail}`, place, ways.length > 0 ? "What to do:" : "", ...ways]
    .filter(Boolean)
    .join("\n");
}
