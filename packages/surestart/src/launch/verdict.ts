import { isOwnHost } from "./own-host.ts";
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

type To = (path: string) => Promise<Answer>;

/**
 * Asks one address. Without a path of its own: the usual ones in turn, the first that exists decides; where none does, what /
 * answers, or leads to on the same origin. A path that is redirected does not exist, unless it is redirected to itself with
 * or without a slash; a path that was asked for has to answer by itself.
 */
export async function judge(paths: readonly string[] | null, to: To): Promise<Verdict> {
  const asked: Answer[] = [];
  const noted: To = async (path) => {
    const answer = await to(path);
    asked.push(answer);
    return answer;
  };
  for (const path of paths ?? usualPaths) {
    const first = await noted(path);
    const answer = paths ? first : await withOtherSlash(first, noted);
    if (answer.status === null) return { state: "silent", answer, asked };
    // What only takes WebSockets asks for another protocol, whatever the path.
    const absent = answer.status === 404 || (!paths && (answer.status === 426 || isRedirect(answer)));
    if (absent) continue;
    return { state: isOk(answer) ? "healthy" : "unhealthy", answer, asked };
  }
  if (paths) return { state: "absent", answer: asked.at(-1) as Answer, asked };
  const answersItself = asked.some(({ status }) => status === 404);
  const first = await noted("/");
  const answer = await followed(first, noted);
  if (answer.status === null) return { state: "silent", answer, asked };
  if (isRedirect(answer)) return { state: answersItself ? "serving" : "unhealthy", answer, asked };
  const serves = answer.status < (isRedirect(first) ? 400 : 500);
  return { state: serves ? "serving" : "unhealthy", answer, asked };
}

const isOk = ({ status }: Answer): boolean => status !== null && status >= 200 && status < 300;
const isRedirect = ({ status }: Pick<Answer, "status">): boolean =>
  status !== null && status >= 300 && status < 400;

/** A router that wants a slash at the end of its paths, or none, redirects to the same path. */
async function withOtherSlash(answer: Answer, to: To): Promise<Answer> {
  const next = sameOrigin(answer);
  const bare = (path: string): string => path.replace(/\/$/, "");
  return next !== null && bare(next) === bare(answer.path) ? to(next) : answer;
}

// A browser gives up after 20; an application needs two or three (/, its language, its login).
const mostHops = 5;

/** What an answer leads to without leaving the program: the first that is no redirect, or the redirect that leads away. */
async function followed(first: Answer, to: To): Promise<Answer> {
  let answer = first;
  for (let hops = 0; hops < mostHops; hops++) {
    const next = sameOrigin(answer);
    if (next === null) break;
    answer = await to(next);
  }
  return answer;
}

/** The path and query that an answer redirects to at the same origin; null where it does not, or where it leads elsewhere. */
function sameOrigin({ status, location, url }: Pick<Answer, "status" | "location" | "url">): string | null {
  if (!isRedirect({ status }) || location === null || !URL.canParse(location, url)) return null;
  const [from, next] = [new URL(url), new URL(location, url)];
  // Asked at 127.0.0.1, many programs speak of themselves as localhost.
  const known = (host: string): string => (isOwnHost(host) ? "localhost" : host);
  const same =
    next.protocol === from.protocol &&
    next.port === from.port &&
    known(next.hostname) === known(from.hostname);
  return same ? next.pathname + next.search : null;
}

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
