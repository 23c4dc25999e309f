import { expect, test } from "vitest";
import { diagnose } from "../../src/diagnose.ts";
import { catalogue } from "../../src/diagnoses/index.ts";
import { factsOf } from "./in-small.ts";

/** What programs say on Windows of paths in a project that lies in C:\shop. */
test.each<[string, { files: Record<string, string>; output: string[] }, [code: string, title: string][]]>([
  [
    "a module by its path is no package",
    {
      files: { "server.js": "" },
      output: [
        "Error: Cannot find module 'C:\\shop\\lib\\prices.js'",
        "    at Function._resolveFilename (node:internal/modules/cjs/loader:1383:15)",
      ],
    },
    [["app/crashed", "Error: Cannot find module 'C:\\shop\\lib\\prices.js'"]],
  ],
  [
    "a file that a variable names",
    {
      files: {
        ".env": "PRICES=data\\prices.json\n",
        "server.js": 'require("node:fs").readFileSync(process.env.PRICES);\n',
      },
      output: ["Error: ENOENT: no such file or directory, open 'C:\\shop\\data\\prices.json'"],
    },
    [["resource/path-missing", "C:\\shop\\data\\prices.json does not exist"]],
  ],
  [
    "a path as Python quotes it",
    {
      files: { "server.js": "" },
      output: ["FileNotFoundError: [Errno 2] No such file or directory: 'D:\\\\data\\\\prices.json'"],
    },
    [["resource/path-missing", "D:\\data\\prices.json does not exist"]],
  ],
])("on Windows: %s", async (_what, { files, output }, expected) => {
  const facts = await factsOf({
    name: "one",
    files,
    command: ["node", "--env-file=.env", "server.js"],
    run: { output, exit: { code: 1, signal: null } },
  });
  Object.assign(facts.project, { windows: true, dir: "C:\\shop" });
  const { findings } = diagnose(facts, catalogue);
  const errors = findings.filter(({ severity, code }) => severity === "error" && code !== "env/file-missing");
  expect(errors.map(({ code, title }) => [code, title])).toEqual(expected);
  for (const { at } of errors) if (files[".env"]) expect(at?.file).toBe(".env");
});

test.each([
  ["in the project", "C:\\shop\\data\\shop.db", 'mkdir "data"'],
  ["of another drive", "D:\\data\\shop.db", undefined],
])("on Windows: the folder of a database %s", async (_what, path, command) => {
  const facts = await factsOf({
    name: "one",
    files: { "server.js": "" },
    run: { output: [`Error: SQLITE_CANTOPEN: ENOENT, open '${path}'`], exit: { code: 1, signal: null } },
  });
  Object.assign(facts.project, { windows: true, dir: "C:\\shop" });
  const [first] = diagnose(facts, catalogue).findings;
  expect(first?.code).toBe("resource/path-missing");
  expect(first?.fixes[0]?.command).toBe(command);
});
