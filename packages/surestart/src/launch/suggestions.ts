import type { Answer } from "./probe.ts";

const documents = ["/openapi.json", "/api/openapi.json"];
const looksRight =
  /(?:^|[/_.-])(?:health|healthz|healthcheck|livez?|liveness|readyz?|readiness|alive|status|ping|up|heartbeat)(?:$|[/_.-])/i;

/** Paths of its own OpenAPI document that look like a health path; none when it has no such document. */
export async function suggestPaths(
  ask: (path: string, longest: number) => Promise<Answer>,
): Promise<string[]> {
  for (const document of documents) {
    const { status, body } = await ask(document, 256 * 1024);
    if (status !== 200 || body === null) continue;
    const paths = pathsOf(body);
    if (paths) return paths.filter((path) => looksRight.test(path) && !path.includes("{")).slice(0, 5);
  }
  return [];
}

function pathsOf(text: string): string[] | null {
  try {
    const document: unknown = JSON.parse(text);
    const paths = (document as { paths?: unknown } | null)?.paths;
    return typeof paths === "object" && paths !== null ? Object.keys(paths) : null;
  } catch {
    return null;
  }
}
