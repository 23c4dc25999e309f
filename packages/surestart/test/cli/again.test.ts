import { expect, test } from "vitest";
import { again, completed } from "../../src/cli/again.ts";
import { parseCall } from "../../src/cli/options.ts";
import { createMask } from "../../src/report/mask.ts";

const mask = createMask(["s3cr3t-of-ferry"]);

function call(words: string) {
  const request = parseCall(words.split(" "), "/srv");
  if (request.kind !== "call") throw new Error(request.kind);
  return request.call;
}

test.each([
  [
    "run -- node server.js",
    "surestart run --on-conflict next",
    "surestart run --on-conflict next -- node server.js",
  ],
  [
    "run node server.js",
    "surestart run --on-conflict next",
    "surestart run --on-conflict next node server.js",
  ],
  [
    "run --port 1 --host ::1 node x",
    "surestart run --port 8080",
    "surestart run --host ::1 --port 8080 node x",
  ],
  ["run --port=1 --format json", "surestart run --port 8080", "surestart run --port 8080"],
  ["run --cwd api --port 1 node x", "surestart init", "surestart init --cwd api -- node x"],
  [
    "doctor api --fix --yes -- node x",
    "surestart run --port 2",
    "surestart run --cwd api --port 2 -- node x",
  ],
  ["doctor api", "surestart init", "surestart init api"],
  ["doctor --env-file a.env --probe", "surestart run --port 2", "surestart run --env-file a.env --port 2"],
  ["doctor api -- node x", "surestart free 8000", "surestart free 8000"],
  ["doctor -- node x", "npm ci", "npm ci"],
  [
    "run node x --token s3cr3t-of-ferry",
    "surestart run --port 2",
    "surestart run --port 2 node x --token ********",
  ],
])("after surestart %s, %s is %s", (typed, command, whole) => {
  expect(completed(call(typed), command, mask)).toBe(whole);
});

test("a word that a shell would read otherwise is quoted, as it was when it was typed", () => {
  const typed = parseCall(["doctor", "my api", "--", "node", "a b.js"], "/srv");
  if (typed.kind !== "call") throw new Error(typed.kind);
  expect(again(typed.call, { name: "doctor", add: ["--fix"] }, mask)).toBe(
    "surestart doctor 'my api' --fix -- node 'a b.js'",
  );
});

test("another start command takes the place of none", () => {
  expect(again(call("doctor api"), { name: "doctor", start: "go run ." }, mask)).toBe(
    "surestart doctor api -- go run .",
  );
  expect(again(call("run --port 1"), { name: "run", start: "go run ." }, mask)).toBe(
    "surestart run --port 1 go run .",
  );
});
