import type { OpenAPIHono } from "@hono/zod-openapi";
import { html } from "hono/html";
import { show } from "./page.ts";
import type { PageParts } from "./parts.ts";

interface Report {
  status: "pass" | "warn" | "fail";
  version: string;
  uptime: number;
  checks?: Record<string, { status: string }[]>;
}

const words: Record<string, string> = { pass: "works", warn: "works, with a warning", fail: "does not work" };

/** How the backend is, for people: what /health tells whoever asks, and no more. */
export function addStatus(app: OpenAPIHono, { frame, health }: PageParts): void {
  app.get("/status", async (c) => {
    const answer = await health(c);
    const report = (await answer.json()) as Report;
    return show(c, frame, {
      title: "Status",
      status: answer.status === 200 ? 200 : 503,
      body: html`<dl>
<dt>Service</dt><dd>${words[report.status]}</dd>
<dt>Version</dt><dd>${report.version}</dd>
<dt>Running for</dt><dd>${spanOf(report.uptime)}</dd>
${Object.entries(report.checks ?? {}).map(
  ([name, [first]]) => html`<dt>${name.replace(/:.*/, "")}</dt><dd>${words[first?.status ?? ""] ?? ""}</dd>`,
)}
</dl>
${report.checks === undefined ? "" : html`<p class="hint">The individual checks are shown only to requests from this machine.</p>`}`,
    });
  });
}

function spanOf(seconds: number): string {
  const units: [number, string][] = [
    [86_400, "day"],
    [3600, "hour"],
    [60, "minute"],
    [1, "second"],
  ];
  const [size, name] = units.find(([unit]) => seconds >= unit) ?? [1, "second"];
  const count = Math.floor(seconds / size);
  return `${count} ${name}${count === 1 ? "" : "s"}`;
}
