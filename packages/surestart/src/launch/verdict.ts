import type { Answer } from "./probe.ts";

/** What `--health` asks for. auto: the usual paths in turn. */
export type HealthQuestion =
  | { kind: "auto" }
  | { kind: "path"; path: string }
  | { kind: "url"; url: URL }
  | { kind: "tcp" };

/**
 * healthy: a 2xx of the health path. serving: there is no health path, and it answers. unhealthy: the path exists and says
 * something else. absent: the path that was asked for is 404. silent: no answer that could be read.
 */
export interface Verdict {
  state: "healthy" | "serving" | "unhealthy" | "absent" | "silent";
  answer: Answer;
  /** Every answer on the way to it. */
  asked: Answer[];
}

export const usualPaths: readonly string[] = ["/health", "/healthz", "/api/health"];

/**
 * Asks one address. Without a path of its own: the usual ones in turn, the first that is not 404 decides; where all are,
 * any answer below 500 at / counts as serving. A redirect is no answer.
 */
export async function judge(
  paths: readonly string[] | null,
  to: (path: string) => Promise<Answer>,
): Promise<Verdict> {
  const asked: Answer[] = [];
  for (const path of paths ?? usualPaths) {
    const answer = await to(path);
    asked.push(answer);
    if (answer.status === null) return { state: "silent", answer, asked };
    if (answer.status !== 404) return { state: isOk(answer) ? "healthy" : "unhealthy", answer, asked };
  }
  if (paths) return { state: "absent", answer: asked.at(-1) as Answer, asked };
  const answer = await to("/");
  asked.push(answer);
  if (answer.status === null) return { state: "silent", answer, asked };
  const serves = answer.status < 500 && !isRedirect(answer);
  return { state: serves ? "serving" : "unhealthy", answer, asked };
}

const isOk = ({ status }: Answer): boolean => status !== null && status >= 200 && status < 300;
const isRedirect = ({ status }: Answer): boolean => status !== null && status >= 300 && status < 400;

/**
 * Will waiting not change it? A server that is still starting answers 5xx, or 408, 423, 425 and 429 (not yet); a path that is
 * missing, a redirect, a refused host or a demand for credentials is how the program is built.
 */
export function isSettled({ state, answer }: Verdict): boolean {
  if (state === "absent") return true;
  const { status } = answer;
  return state === "unhealthy" && status !== null && status < 500 && ![408, 423, 425, 429].includes(status);
}

/** Plain HTTP to a port that speaks TLS ends in a reset or in bytes that are no HTTP. */
export function mayBeTls({ answer }: Verdict): boolean {
  return answer.problem === "reset" || answer.problem === "protocol" || /\bHTTPS\b/.test(answer.body ?? "");
}
