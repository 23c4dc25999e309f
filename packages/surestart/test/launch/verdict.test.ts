import { describe, expect, test } from "vitest";
import type { Answer } from "../../src/launch/probe.ts";
import { isSettled, judge, mayBeTls, type Verdict } from "../../src/launch/verdict.ts";

const says = (path: string, status: number | null, more: Partial<Answer> = {}): Answer => ({
  url: `http://127.0.0.1:1${path}`,
  path,
  status,
  problem: status === null ? "connect" : null,
  location: null,
  contentType: null,
  body: null,
  pid: null,
  holder: null,
  suggestions: [],
  untrusted: null,
  ...more,
});
/** A server whose paths answer with these statuses, and all others with 404. */
const server = (statuses: Record<string, number | null>) => async (path: string) =>
  says(path, path in statuses ? statuses[path]! : 404);

describe("what the answers say about health", () => {
  test.each<[string, Record<string, number | null>, Verdict["state"], string]>([
    ["the first path", { "/health": 200 }, "healthy", "/health"],
    ["the second, when the first is missing", { "/healthz": 204, "/": 500 }, "healthy", "/healthz"],
    ["the third", { "/api/health": 200 }, "healthy", "/api/health"],
    [
      "the first that exists decides, whatever the next says",
      { "/health": 503, "/healthz": 200 },
      "unhealthy",
      "/health",
    ],
    ["a redirect is no answer", { "/health": 302, "/": 200 }, "unhealthy", "/health"],
    ["credentials are asked for", { "/health": 401 }, "unhealthy", "/health"],
    ["another method exists too", { "/health": 405, "/": 200 }, "unhealthy", "/health"],
    ["none exists, and it serves", { "/": 200 }, "serving", "/"],
    ["none exists, not even /", {}, "serving", "/"],
    ["none exists, and / fails", { "/": 500 }, "unhealthy", "/"],
    ["none exists, and / redirects", { "/": 307 }, "unhealthy", "/"],
    ["no answer", { "/health": null }, "silent", "/health"],
  ])("without a path of its own: %s", async (_name, statuses, state, path) => {
    const verdict = await judge(null, server(statuses));
    expect([verdict.state, verdict.answer.path]).toEqual([state, path]);
  });

  test.each<[number, Verdict["state"], boolean]>([
    [200, "healthy", false],
    [404, "absent", true],
    [301, "unhealthy", true],
    [400, "unhealthy", true],
    [403, "unhealthy", true],
    [429, "unhealthy", false],
    [500, "unhealthy", false],
    [503, "unhealthy", false],
  ])("a path that was asked for and says %i", async (status, state, settled) => {
    const verdict = await judge(["/ready"], server({ "/ready": status }));
    expect([verdict.state, isSettled(verdict), verdict.asked.length]).toEqual([state, settled, 1]);
  });

  test.each<[string, Partial<Answer>, boolean]>([
    ["a reset", { status: null, problem: "reset" }, true],
    ["no HTTP at all", { status: null, problem: "protocol" }, true],
    ["a server that says so", { status: 400, body: "The plain HTTP request was sent to HTTPS port" }, true],
    ["nobody there", { status: null, problem: "connect" }, false],
    ["a wrong request", { status: 400, body: "Bad Request" }, false],
  ])("a port that may speak TLS: %s", (_name, answer, tls) => {
    expect(mayBeTls({ state: "silent", answer: says("/", null, answer), asked: [] })).toBe(tls);
  });
});
