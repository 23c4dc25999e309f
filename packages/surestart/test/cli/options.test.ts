import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { commands } from "../../src/cli/commands.ts";
import { parseCall } from "../../src/cli/options.ts";
import { nearest } from "../../src/near.ts";

function call(...words: string[]) {
  const request = parseCall(words, "/srv");
  if (request.kind !== "call") throw new Error(`not a call: ${request.kind}`);
  return request.call;
}

test("options stand before and behind arguments; nothing behind -- is ours", () => {
  const { args, argv, flag, text, format, cwd, color } = call(
    "doctor",
    "--fix",
    "sub",
    "--format=json",
    "--no-color",
    "--cwd",
    "a",
    "--",
    "node",
    "--fix",
    "--port",
    "1",
    "--",
  );
  expect({ args, argv, format, cwd, color, fix: flag("fix"), yes: flag("yes") }).toEqual({
    args: ["sub"],
    argv: ["node", "--fix", "--port", "1", "--"],
    format: "json",
    cwd: resolve("/srv/a"),
    color: false,
    fix: true,
    yes: false,
  });
  expect(text("format")).toBe("json");
});

test("without anything", () => {
  const { args, argv, envFiles, format, color, cwd } = call("doctor");
  expect({ args, argv, envFiles, format, color, cwd }).toEqual({
    args: [],
    argv: null,
    envFiles: [],
    format: "text",
    color: undefined,
    cwd: resolve("/srv"),
  });
});

test("--env-file may be given again, and is relative to --cwd", () => {
  expect(call("env", "--env-file", "a.env", "--cwd", "sub", "--env-file=/b.env").envFiles).toEqual([
    resolve("/srv/sub/a.env"),
    resolve("/b.env"),
  ]);
});

describe("wrong usage is said in one helpful line", () => {
  test.each<[words: string, message: string]>([
    ["", "which command?"],
    ["docter", 'there is no command "docter"; did you mean doctor?'],
    ["start", 'there is no command "start"'],
    ["doctor --fxi", "doctor has no option --fxi; did you mean --fix?"],
    ["doctor --prot 1", "doctor has no option --prot"],
    ["run --prot 1", "run has no option --prot; did you mean --port?"],
    ["run --port", "--port needs a value: --port N"],
    ["run --port --strict", "--port needs a value: --port N"],
    ["run --strict=1", "--strict takes no value"],
    ["run --timeout never", '--timeout is a number of seconds above 0, not "never"'],
    [
      "run --on-conflict replce",
      '--on-conflict is one of ask, next, replace, fail, not "replce"; did you mean replace?',
    ],
    ["ports --format sarif", '--format is one of text, json, not "sarif"'],
    ["run node server.js", "the start command stands behind --: surestart run -- node server.js"],
    ["run --", "there is no command behind --"],
    ["ports -- node x", "ports takes no command behind --"],
    ["ports 1 2", "ports takes 1 argument, not 2"],
    ["free", "what is missing: surestart free PORT"],
    ["--fix doctor", "the command comes first: surestart doctor --fix"],
    ["--strict", "there is no option --strict without a command"],
    ["doctor --fix --undo", "--undo and --fix exclude each other"],
    ["doctor --undo --dry-run", "--undo and --dry-run exclude each other"],
    ["doctor --constructor", "doctor has no option --constructor"],
  ])("surestart %s", (words, message) => {
    expect(() => parseCall(words.split(" ").filter(Boolean), "/srv")).toThrow(
      expect.objectContaining({ name: "UsageError", message }),
    );
  });
});

test.each([
  [["--help"], { kind: "help", of: null }],
  [["help"], { kind: "help", of: null }],
  [["-h"], { kind: "help", of: null }],
  [["--version"], { kind: "version" }],
  [["doctor", "-v"], { kind: "version" }],
])("%j", (words, request) => {
  expect(parseCall(words, "/srv")).toEqual(request);
});

test.each(commands.map((spec) => [spec.name, spec] as const))("%s --help", (name, spec) => {
  expect(parseCall([name, "--help"], "/srv")).toEqual({ kind: "help", of: spec });
  expect(parseCall(["help", name], "/srv")).toEqual({ kind: "help", of: spec });
});

test.each([
  ["explan", "explain"],
  ["doc", "doctor"],
  ["e", null],
  ["ex", "explain"],
  ["zzz", null],
])("nearest to %s is %s", (word, name) => {
  expect(
    nearest(
      word,
      commands.map((spec) => spec.name),
    ),
  ).toBe(name);
});
