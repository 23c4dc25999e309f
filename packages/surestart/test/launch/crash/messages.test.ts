import { expect, test } from "vitest";
import { readMessage } from "../../../src/launch/crash/messages.ts";

test.each([
  ["dash", "bin/serve: 3: LAMP: parameter not set", "LAMP parameter not set", "bin/serve:3"],
  ["bash", "run.sh: line 2: LAMP: unbound variable", "LAMP unbound variable", "run.sh:2"],
  ["a demand", "run.sh: 7: LAMP: parameter null or not set", "LAMP parameter null or not set", "run.sh:7"],
  [
    "bash's demand",
    "run.sh: line 7: LAMP: parameter null or not set",
    "LAMP parameter null or not set",
    "run.sh:7",
  ],
  ["a shell's own command line", "sh: 1: LAMP: parameter not set", "LAMP parameter not set", null],
])("a variable that a shell script lacks: %s", (_name, line, message, place) => {
  const crash = readMessage([line], { dir: "/srv/app" })?.crash;
  expect(crash).toMatchObject({ name: "unset variable", message });
  expect(crash?.at ? `${crash.at.file}:${crash.at.line}` : null).toBe(place);
});

test.each([
  ["poetry", "Command not found: hypercorn"],
  ["pdm", "[PdmUsageError]: Command 'hypercorn' is not found in your PATH."],
  ["pipenv", "Error: the command hypercorn could not be found within PATH or Pipfile's [scripts]."],
  ["uv", "error: Failed to spawn: `hypercorn`"],
])("what %s run does not find", (_name, line) => {
  expect(readMessage([line], { dir: "/srv/app" })?.crash).toMatchObject({
    name: "command not found",
    message: "hypercorn",
  });
});
