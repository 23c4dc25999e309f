import { describe, expect, test } from "vitest";
import { diagnose } from "../../src/diagnose.ts";
import { catalogue } from "../../src/diagnoses/index.ts";
import { factsOf } from "../diagnoses/in-small.ts";

const server = 'require("node:http").createServer().listen(process.env.PORT);\n';

async function errorsOf(files: Record<string, string>, command: string) {
  const facts = await factsOf({ name: "", files, command: command.split(" ") });
  return diagnose(facts, catalogue).findings.filter(({ severity }) => severity === "error");
}

describe("a start command whose file does not exist", () => {
  test.each<[name: string, files: Record<string, string>, command: string, found: string[]]>([
    [
      "a source that Node does not find, and no packages",
      {
        "package.json": '{"scripts":{"start":"node ./bin/ferry.js"},"dependencies":{"wagonette":"1"}}',
        "bin/ferry.ts": 'import "wagonette";\n',
      },
      "npm start",
      ["runtime/node-modules-missing: Install the dependencies", "app/import-path: Build bin/ferry.ts first"],
    ],
    [
      "a tool of another package, and no packages",
      { "package.json": '{"scripts":{"dev":"nx serve"},"devDependencies":{"nx":"22"}}' },
      "npm run dev",
      ["runtime/node-modules-missing: Install the dependencies"],
    ],
    ["moved", { "lib/ferry.js": server }, "node ferry.js", ["app/import-path: Start lib/ferry.js"]],
    ["in another letter case", { "Ferry.js": server }, "node ferry.js", ["app/import-path: Start Ferry.js"]],
    [
      "a Python script",
      { "src/ferry.py": "" },
      "/usr/bin/python3 ferry.py",
      ["app/import-path: Start src/ferry.py"],
    ],
    [
      "nothing near",
      { "a.js": server },
      "node ferry.js",
      ["app/import-path: Correct the path of the file in the start command"],
    ],
    [
      "a build of the start itself",
      {
        "package.json": '{"scripts":{"build":"tsc","start":"npm run build && node dist/ferry.js"}}',
        "src/ferry.ts": "export {};\n",
      },
      "npm start",
      [],
    ],
    [
      "what an earlier step may make",
      { "package.json": '{"scripts":{"prestart":"node make.js","start":"node ferry.js"}}', "make.js": "" },
      "npm start",
      [],
    ],
    ["a value of an option that nobody knows", { "ferry.js": server }, "node --new-option on ferry.js", []],
    ["a name without its ending", { "ferry.js": server }, "node ferry", []],
    ["what a shell puts in", { "ferry.js": server }, "node $FERRY.js", []],
    ["where nest looks by itself", { "package.json": "{}", "apps/ferry/main.ts": "" }, "npx nest start", []],
  ])("%s", async (_name, files, command, found) => {
    const errors = await errorsOf(files, command);
    expect(errors.map(({ code, fixes }) => `${code}: ${fixes[0]?.title}`)).toEqual(
      found.map((one) => expect.stringContaining(one)),
    );
  });

  test("a script is written anew, a typed command is only shown corrected", async () => {
    const files = {
      "package.json": '{\n  "scripts": { "start": "node ferry.js" }\n}\n',
      "lib/ferry.js": server,
    };
    const [inFile] = await errorsOf(files, "npm start");
    expect(inFile?.fixes).toMatchObject([
      {
        safety: "review",
        changes: [
          { do: "command", file: "package.json", line: 2, old: "node ferry.js", new: "node lib/ferry.js" },
        ],
      },
    ]);
    const [typed] = await errorsOf(files, "node ./ferry.js --watch");
    expect(typed?.fixes).toMatchObject([
      { safety: "manual", command: "node ./lib/ferry.js --watch", changes: [] },
    ]);
  });
});

test.each([
  ["npm start", "npm run dev"],
  ["npm run devv", "npm run dev"],
  ["npm run deploy", undefined],
])("%s, and there are dev and lint", async (line, command) => {
  const files = { "package.json": '{"scripts":{"dev":"node a.js","lint":"biome"}}', "a.js": server };
  const [first, ...others] = await errorsOf(files, line);
  expect(others).toEqual([]);
  expect(first).toMatchObject({ code: "runtime/script-missing", at: { file: "package.json", line: 1 } });
  expect(first?.detail).toContain("package.json has dev and lint.");
  expect(first?.fixes[0]?.command).toBe(command);
});
