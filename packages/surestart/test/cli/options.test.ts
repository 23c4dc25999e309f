import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { commands } from "../../src/cli/commands.ts";
import { parseCall } from "../../src/cli/options.ts";
import { nearest } from "../../src/near.ts";
import { project } from "./_run.ts";

function call(...words: string[]) {
  const request = parseCall(words, "/srv");
  if (request.kind !== "call") throw new Error(`not a call: ${request.kind}`);
  return request.call;
}

test("options come before and after arguments; nothing after -- is ours", () => {
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
    ["docter", 'unknown command "docter"; did you mean: surestart doctor'],
    ["docter --fix api", 'unknown command "docter"; did you mean: surestart doctor --fix api'],
    ["start", 'unknown command "start"; did you mean: surestart run'],
    ["dev -p 3000", 'unknown command "dev"; did you mean: surestart run -p 3000'],
    ["check --json", 'unknown command "check"; did you mean: surestart doctor --json'],
    ["kill 8000", 'unknown command "kill"; did you mean: surestart free 8000'],
    ["node server.js", 'unknown command "node"; did you mean: surestart run node server.js'],
    ["./up.sh", 'unknown command "./up.sh"; did you mean: surestart run ./up.sh'],
    ["zzz", 'unknown command "zzz"'],
    ["help zzz", 'unknown command "zzz"'],
    ["constructor", 'unknown command "constructor"'],
    ["doctor --fxi", "doctor has no option --fxi; did you mean --fix?"],
    ["doctor --prot 1", "doctor has no option --prot"],
    ["doctor --json", "doctor has no option --json; did you mean --format json?"],
    ["ports --sarif", "ports has no option --sarif; did you mean --format sarif?"],
    ["run -p 3000 node x.js", "run has no option -p; did you mean --port 3000?"],
    ["run --prot 1", "run has no option --prot; did you mean --port 1?"],
    ["run --dotenv .env.local node x.js", "run has no option --dotenv; did you mean --env-file .env.local?"],
    ["run --port", "--port needs a value: --port N"],
    ["run --port --strict", "--port needs a value: --port N"],
    ["run --strict=1", "--strict takes no value"],
    ["run --timeout never", '--timeout must be a number of seconds above 0, not "never"'],
    [
      "run --on-conflict replce",
      '--on-conflict must be one of ask, next, replace, fail, not "replce"; did you mean replace?',
    ],
    ["ports --format sarif", '--format must be one of text, json, not "sarif"'],
    ["run --", "there is no command after --"],
    [
      "run --then npm test -- node server.js",
      "--then takes one word, so quote its command: --then 'npm test'",
    ],
    ["ports -- node x", "ports takes no command after --"],
    ["ports 1 2", "ports takes 1 argument, not 2"],
    ["doctor . ..", "doctor takes 1 argument, not 2"],
    ["doctor a b -- node x", "doctor takes 1 argument, not 2"],
    ["free", "PORT is missing: surestart free PORT"],
    ["--fix doctor", "the command comes first: surestart doctor --fix"],
    ["--strict", "options follow a command: surestart COMMAND --strict"],
    ["doctor --fix --undo", "--undo and --fix cannot be combined"],
    ["doctor --undo --dry-run", "--undo and --dry-run cannot be combined"],
    ["doctor --constructor", "doctor has no option --constructor"],
  ])("surestart %s", (words, message) => {
    expect(() => parseCall(words.split(" ").filter(Boolean), "/srv")).toThrow(
      expect.objectContaining({ name: "UsageError", message }),
    );
  });
});

describe("the start command", () => {
  test.each<[words: string, typed: string[], dashes: boolean, argv: string]>([
    ["run node server.js", [], false, "node server.js"],
    ["run -- node server.js", [], true, "node server.js"],
    ["run --strict node server.js --strict", ["--strict"], false, "node server.js --strict"],
    ["run --port 3000 npm start -- --help", ["--port", "3000"], false, "npm start -- --help"],
    ["run --port=3000 -- npm start -- -v", ["--port=3000"], true, "npm start -- -v"],
    ["run --then x --timeout 3 node -e 1", ["--then", "x", "--timeout", "3"], false, "node -e 1"],
    ["run node -- x", [], false, "node -- x"],
    ["-- run -- node x", [], true, "node x"],
    ["doctor --fix node server.js --fix", ["--fix"], false, "node server.js --fix"],
    ["env --env-file a.env python3 main.py", ["--env-file", "a.env"], false, "python3 main.py"],
  ])("surestart %s", (words, typed, dashes, argv) => {
    const read = call(...words.split(" "));
    expect({ args: read.args, argv: read.argv?.join(" "), dashes: read.dashes }).toEqual({
      args: [],
      argv,
      dashes,
    });
    expect(read.typed.flatMap((option) => option.words)).toEqual(typed);
  });

  test("after a folder", () => {
    const dir = project({ "api/server.js": "", "web/server.js": "" });
    const read = (...words: string[]) => {
      const request = parseCall(words, dir);
      return request.kind === "call" ? { args: request.call.args, argv: request.call.argv } : request;
    };
    expect(read("doctor", "api", "node", "server.js")).toEqual({
      args: ["api"],
      argv: ["node", "server.js"],
    });
    expect(read("doctor", "--cwd", "api", "web", "x.js")).toEqual({ args: [], argv: ["web", "x.js"] });
    expect(read("init", "nowhere")).toEqual({ args: ["nowhere"], argv: null });
    expect(() => read("doctor", "api", "web")).toThrow("doctor takes 1 argument, not 2");
  });
});

test.each([
  [[], { kind: "help", of: null, asked: false }],
  [["--"], { kind: "help", of: null, asked: false }],
  [["version"], { kind: "version" }],
  [["--", "--version"], { kind: "version" }],
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
  ["x", null],
])("nearest to %s is %s", (word, name) => {
  expect(
    nearest(
      word,
      commands.map((spec) => spec.name),
    ),
  ).toBe(name);
});
