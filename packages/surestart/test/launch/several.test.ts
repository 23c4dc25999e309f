import { describe, expect, test } from "vitest";
import { failedPart, startsSeveral } from "../../src/launch/several.ts";

// As the tools print them: concurrently 9, npm-run-all2 8, honcho 2, foreman 0.88, turbo 2, lerna 8.
describe("one of several programs ended with an error, by its runner's own words", () => {
  test.each<[string, string[], string | null, number | null]>([
    ["concurrently", ["[api] no seats", "[api] node api.js exited with code 1", "[web] up"], "api", 1],
    ["concurrently", ["[0] npm run dev:api exited with code 9"], "0", 9],
    ["concurrently", ["[api] node api.js exited with code SIGSEGV"], "api", null],
    ["concurrently", ["[api] Error: x", "[api] ", "[api] Node.js v24.21.0", "[web] up"], "api", 1],
    ["run-p", ['ERROR: "dev:api" exited with 3.'], "dev:api", 3],
    ["npm-run-all", ["[dev:api] x", 'ERROR: "dev:api" exited with 1.'], "dev:api", 1],
    [
      "honcho",
      ["18:05:01 system | api.1 started (pid=7)", "18:05:02 system | api.1 stopped (rc=1)"],
      "api.1",
      1,
    ],
    ["honcho", ["18:05:02 system | api.1 stopped (rc=-9)"], "api.1", 137],
    ["foreman", ["18:05:02 api.1  | exited with code 2"], "api.1", 2],
    ["turbo", [" ERROR  api#dev: command (/srv/api) npm run dev exited (1)"], "api#dev", 1],
    [
      "turbo",
      ["api:dev: ERROR: command finished with error: command (/srv/api) npm run dev exited (4)"],
      "api:dev",
      4,
    ],
    ["lerna", ["lerna ERR! npm run dev exited 1 in '@shop/api'"], "@shop/api", 1],
  ])("%s: %j", (runner, lines, name, status) => {
    expect(failedPart(lines, ["npm", runner])).toMatchObject({ name, status });
  });

  test.each<[string, string[]]>([
    ["concurrently", ["[api] node build.js exited with code 0"]],
    ["concurrently", ["[web] node web.js exited with code SIGTERM"]],
    ["concurrently", ["[api] node api.js exited with code 1", "[api] node api.js restarted"]],
    ["concurrently", ["[api] Node.js v24.21.0", "[api] [nodemon] restarting due to changes..."]],
    ["honcho", ["18:05:02 system | web.1 stopped (rc=-15)"]],
    // What a program itself says of its workers is not the word of a runner.
    ["node", ["worker 3 exited with code 1", "Node.js v24.21.0"]],
    ["honcho", ["18:05:02 web.1 | worker exited with code 1, starting another"]],
  ])("%s, and nothing has failed: %j", (runner, lines) => {
    expect(failedPart(lines, [runner])).toBeNull();
  });

  test.each([
    ["node_modules/.bin/concurrently", true],
    ["C:\\app\\node_modules\\.bin\\run-p.cmd", true],
    ["/usr/lib/node_modules/concurrently.js", true],
    ["node", false],
    ["toString", false],
  ])("a runner: %s", (word, wanted) => {
    expect(startsSeveral(["npm", word])).toBe(wanted);
  });
});
