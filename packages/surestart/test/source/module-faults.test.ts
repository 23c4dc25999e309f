import { describe, expect, test } from "vitest";
import { survey } from "./_project.ts";

const esm = { "package.json": '{"type":"module"}' };
const node = { server: "node", program: ["node", "a.js"], file: "a.js" };

/** The faults in short: `kind file:line name`. */
async function faults(files: Record<string, string>): Promise<string[]> {
  const { moduleFaults = [] } = await survey(files, node);
  return moduleFaults.map((f) => {
    const about = f.kind === "json-attribute" ? f.text : f.name;
    return `${f.kind} ${f.at.file}:${f.at.line} ${about}`;
  });
}

describe("what Node would refuse", () => {
  test.each<[string, Record<string, string>, string[]]>([
    [
      "__dirname",
      { ...esm, "a.js": "import 'x';\nopen(__dirname + '/x')\n" },
      ["commonjs-name a.js:2 __dirname"],
    ],
    [
      "in a function that runs",
      { ...esm, "a.js": "here();\nfunction here() { return __filename }\n" },
      ["commonjs-name a.js:2 __filename"],
    ],
    [
      "require in a file of an ES package",
      { ...esm, "a.js": "const x = require('x');\n" },
      ["commonjs-name a.js:1 require"],
    ],
    [
      "a script without a package.json",
      { "a.js": "const x = require('x');\nmodule.exports = __dirname;\n" },
      [],
    ],
    [
      "a .cjs of an ES package",
      { ...esm, "a.js": "import './b.cjs'", "b.cjs": "module.exports = __dirname\n" },
      [],
    ],
    [
      "asked before it is used",
      { ...esm, "a.js": "const d = typeof __dirname === 'string' ? __dirname : import.meta.dirname\n" },
      [],
    ],
    [
      "made by the file itself",
      {
        ...esm,
        "a.js":
          "import { createRequire } from 'module';\nconst require = createRequire(import.meta.url);\nrequire('x')\n",
      },
      [],
    ],
    [
      "given to all modules",
      {
        ...esm,
        "a.js": "import './b.js';\nimport './c.js'",
        "b.js": "globalThis.__dirname = import.meta.dirname",
        "c.js": "run(__dirname)",
      },
      [],
    ],
    [
      "a name of an object",
      { ...esm, "a.js": "run({ __dirname: 1 }.__dirname, (require) => require(1))\n" },
      [],
    ],
    ["guarded", { ...esm, "a.js": "let x; try { x = require('x') } catch { x = null }\nexport {}" }, []],
    [
      "a guarded import of it",
      { ...esm, "a.js": "try { await import('./b.js') } catch {}", "b.js": "run(__dirname)" },
      [],
    ],
    ["a function that nobody calls", { ...esm, "a.js": "export function f() { return __dirname }" }, []],
    [
      "no such default",
      { ...esm, "a.js": "import b from './b.js'", "b.js": "export const b = 1" },
      ["not-exported a.js:1 default"],
    ],
    [
      "no such name, passed on",
      {
        ...esm,
        "a.js": "export { c } from './b.js'",
        "b.js": "export default 1; export { d as e } from './d.js'",
        "d.js": "export let d",
      },
      ["not-exported a.js:1 c"],
    ],
    [
      "a circle of stars",
      {
        ...esm,
        "a.js": "import { c } from './b.js'",
        "b.js": "export * from './d.js'",
        "d.js": "export * from './b.js'; export class c {}",
      },
      [],
    ],
    [
      "a star of a package",
      { ...esm, "a.js": "import { c } from './b.js'", "b.js": "export * from 'pkg'" },
      [],
    ],
    ["all of it", { ...esm, "a.js": "import * as b from './b.js'", "b.js": "export {}" }, []],
    [
      "JSON",
      { ...esm, "a.js": "import b from './b.json'", "b.json": "{}" },
      ["json-attribute a.js:1 './b.json'"],
    ],
    [
      "JSON with its type",
      { ...esm, "a.js": "import b from './b.json' with { type: 'json' }", "b.json": "{}" },
      [],
    ],
    ["JSON that is required", { "a.js": "const b = require('./b.json')", "b.json": "{}" }, []],
  ])("%s", async (_what, files, expected) => {
    expect(await faults(files)).toEqual(expected);
  });

  test("all uses of a file are told, for the edit", async () => {
    const files = { ...esm, "a.js": "run(__dirname);\nexport const later = () => __filename;\n" };
    const { moduleFaults } = await survey(files, node);
    expect(moduleFaults).toMatchObject([
      {
        uses: [
          { name: "__dirname", at: { line: 1, column: 5 } },
          { name: "__filename", at: { line: 2 } },
        ],
      },
    ]);
  });
});
