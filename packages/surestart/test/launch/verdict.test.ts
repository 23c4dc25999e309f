import { describe, expect, test } from "vitest";
import type { Answer } from "../../src/launch/probe.ts";
import { isSettled, judge, mayBeTls, type Verdict } from "../../src/launch/verdict.ts";

const says = (path: string, status: number | null, more: Partial<Answer> = {}): Answer => ({
  url: `http://127.0.0.1:1${path}`,
  path,
  status,
  problem: status === null ? "connect" : null,
  location: null,
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
    ["a path that is redirected is not there", { "/health": 302, "/": 200 }, "serving", "/"],
    ["credentials are asked for", { "/health": 401 }, "unhealthy", "/health"],
    ["another method exists too", { "/health": 405, "/": 200 }, "unhealthy", "/health"],
    [
      "it takes nothing but WebSockets",
      { "/health": 426, "/healthz": 426, "/api/health": 426, "/": 426 },
      "serving",
      "/",
    ],
    ["none exists, and it serves", { "/": 200 }, "serving", "/"],
    ["none exists, not even /", {}, "serving", "/"],
    ["none exists, and / fails", { "/": 500 }, "unhealthy", "/"],
    ["none exists, and / redirects: it has answered by itself", { "/": 307 }, "serving", "/"],
    ["no answer", { "/health": null }, "silent", "/health"],
  ])("without a path of its own: %s", async (_name, statuses, state, path) => {
    const verdict = await judge(null, server(statuses));
    expect([verdict.state, verdict.answer.path]).toEqual([state, path]);
  });

  const away = "https://sso.example.org/";
  test.each<[string, Record<string, string | number>, Verdict["state"], string]>([
    ["to its own slash", { "/health": "/health/", "/health/": 200 }, "healthy", "/health/"],
    [
      "from its own slash, in full",
      { "/healthz": "http://127.0.0.1:1/healthz/", "/healthz/": 503 },
      "unhealthy",
      "/healthz/",
    ],
    [
      "to itself under the name localhost",
      { "/health": "http://localhost:1/health/", "/health/": 200 },
      "healthy",
      "/health/",
    ],
    ["to its slash and back", { "/health": "/health/", "/health/": "/health", "/": 200 }, "serving", "/"],
    [
      "to its slash, where nothing is",
      { "/health": "/health/", "/api/health": 204 },
      "healthy",
      "/api/health",
    ],
    [
      "to a login, which no rule says exists",
      { "*": "/login?next=x", "/login?next=x": 200 },
      "serving",
      "/login?next=x",
    ],
    ["in steps to a page", { "*": "/en", "/en": "/en/start", "/en/start": 200 }, "serving", "/en/start"],
    ["everything to a page that is missing", { "*": "/en", "/en": 404 }, "unhealthy", "/en"],
    ["everything in a circle", { "*": "/a", "/a": "/b", "/b": "/a" }, "unhealthy", "/a"],
    ["everything to another origin", { "*": away }, "unhealthy", "/"],
    ["everything to TLS on the same port", { "*": "https://127.0.0.1:1/" }, "unhealthy", "/"],
    ["only / to another origin", { "/": away }, "serving", "/"],
    ["/ to a page that fails", { "/": "/en", "/en": 500 }, "unhealthy", "/en"],
  ])("redirects: %s", async (_name, table, state, path) => {
    const to = async (asked: string): Promise<Answer> => {
      const said = table[asked] ?? table["*"] ?? 404;
      return typeof said === "number" ? says(asked, said) : says(asked, 307, { location: said });
    };
    const verdict = await judge(null, to);
    expect([verdict.state, verdict.answer.path]).toEqual([state, path]);
    expect(verdict.asked.length).toBeLessThanOrEqual(9);
  });

  test("redirects: a path that was asked for has to answer by itself", async () => {
    const verdict = await judge(["/up"], async (asked) => says(asked, 301, { location: "/up/" }));
    expect([verdict.state, verdict.asked.length, isSettled(verdict)]).toEqual(["unhealthy", 1, true]);
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
