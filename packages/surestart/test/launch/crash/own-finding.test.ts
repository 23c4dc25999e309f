import { expect, test } from "vitest";
import { readOwnFinding } from "../../../src/launch/crash/own-finding.ts";
import { readCrash } from "../../../src/launch/crash.ts";

const printed = [
  "The shop does not start: The carts were sealed with another secret (secret/changed)",
  "  They are in data/carts.db and cannot be opened with this one.",
  "  at src/carts.ts:7",
  "What to do:",
  "  - Set AUTH_SECRET to the secret as it was",
  "  - Empty the carts:",
  "      rm data/carts.db",
];
const said = {
  code: "secret/changed",
  title: "The carts were sealed with another secret",
  detail: "They are in data/carts.db and cannot be opened with this one.",
  fixes: [
    { title: "Set AUTH_SECRET to the secret as it was" },
    { title: "Empty the carts", command: "rm data/carts.db" },
  ],
};

test.each([
  ["among other lines", ["starting", ...printed, "", "bye"], { said, lines: printed }],
  [
    "without a place",
    [printed[0]!, printed[1]!, ...printed.slice(3)],
    { said, lines: printed.toSpliced(2, 1) },
  ],
  [
    "without anything to do",
    printed.slice(0, 2),
    { said: { ...said, fixes: [] }, lines: printed.slice(0, 2) },
  ],
  ["two of them: the first", [...printed, "", ...printed], { said, lines: printed }],
  ["without a detail", printed.slice(0, 1), null],
  ["a word in brackets that is no code", ["It failed: no luck (bad/Luck)", "  Really."], null],
  ["a line that only speaks of a code", ["see secret/changed", "  and more"], null],
])("%s", (_name, lines, expected) => {
  expect(readOwnFinding(lines)).toEqual(expected);
});

test("it counts before a stack that the program prints as well", () => {
  const lines = [...printed, "Error: later", "    at boot (server.js:2:9)"];
  expect(readCrash(lines, { dir: "/srv/shop" })).toMatchObject({ code: "secret/changed", said, at: null });
});

test("an uncaught one has its code among the properties that Node shows", () => {
  const lines = [
    "SurestartError: The carts were sealed with another secret. They cannot be opened.",
    "    at openCarts (file:///srv/shop/src/carts.ts:7:9) {",
    "  code: 'secret/changed',",
    "  finding: {",
    "    code: 'secret/changed',",
    "  },",
    "}",
  ];
  expect(readCrash(lines, { dir: "/srv/shop" })).toMatchObject({
    code: "secret/changed",
    at: { file: "src/carts.ts", line: 7 },
  });
});
