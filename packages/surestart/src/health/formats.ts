import { type HealthReport, healthDocument, healthText } from "./document.ts";

/** How an answer is written: by `?format=`, else by what the Accept header likes best, else as application/health+json. */
export type Format = "health" | "json" | "text";

const types: Record<Format, string> = {
  health: "application/health+json",
  json: "application/json",
  text: "text/plain; charset=utf-8",
};

export const typeOf = (format: Format): string => types[format];

export function bodyIn(format: Format, report: HealthReport, detailed: boolean): string {
  return format === "text" ? healthText(report, detailed) : healthDocument(report, detailed);
}

export function formatFor(accept: string | null | undefined, query: string): Format {
  const asked = query === "" ? null : new URLSearchParams(query).get("format");
  if (asked === "json" || asked === "text" || asked === "health") return asked;
  if (!accept || accept === "*/*") return "health";
  const wanted = accept.split(",").map((part) => {
    const [type = "", ...parameters] = part
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/);
    const q = Number(parameters.find((parameter) => parameter.startsWith("q="))?.slice(2) ?? 1);
    return { type, q: Number.isNaN(q) ? 0 : q };
  });
  const liking = (format: Format): number => {
    const own = types[format].split(";")[0] as string;
    const exact = wanted.find(({ type }) => type === own);
    const broad = [`${own.split("/")[0]}/*`, "*/*"].map((range) => wanted.find(({ type }) => type === range));
    // A type that is named counts a little more than a range that it is in.
    return exact ? exact.q + 0.001 : (broad.find(Boolean)?.q ?? 0);
  };
  const best = (["health", "json", "text"] as const).toSorted((a, b) => liking(b) - liking(a))[0];
  return best !== undefined && liking(best) > 0 ? best : "health";
}
