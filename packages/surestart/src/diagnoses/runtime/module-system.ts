import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { Facts } from "../../facts.ts";
import type { Place } from "../../finding.ts";
import { lastWords } from "./_crash-text.ts";

const signs: [RegExp, string][] = [
  [/require is not defined in ES module scope|require is not defined/, "An ES module calls require()"],
  [
    /module is not defined in ES module scope|exports is not defined in ES module scope/,
    "An ES module uses module.exports",
  ],
  [
    /__(dirname|filename) is not defined/,
    "An ES module uses __dirname or __filename; it has import.meta.dirname and import.meta.filename instead",
  ],
  [/Cannot use import statement outside a module/, "A CommonJS module uses import"],
  [/Unexpected token 'export'/, "A CommonJS module uses export"],
  [/ERR_REQUIRE_ESM|require\(\) of ES Module/, "A CommonJS module calls require() for an ES module"],
  [/ERR_REQUIRE_ASYNC_MODULE/, "A CommonJS module calls require() for an ES module that awaits at its top"],
  [
    /No "exports" main defined in/,
    "A CommonJS module calls require() for a package that only exports an ES module",
  ],
  [
    /Named export '[^']+' not found\. The requested module '[^']+' is a CommonJS module/,
    "An ES module imports by name what a CommonJS module does not export by name; its default import has it",
  ],
  [/Cannot use 'import\.meta' outside a module/, "A CommonJS module uses import.meta"],
];

export default defineDiagnosis({
  code: "runtime/module-system",
  since: "0.1.0",
  stage: "R",
  detect: (facts) => {
    const text = lastWords(facts);
    const sign = text ? signs.find(([s]) => s.test(text)) : undefined;
    return sign ? [{ what: sign[1] }] : [];
  },
  finding: ({ what }, facts) => ({
    severity: "error",
    confidence: "certain",
    role: "crash",
    title: "ES modules and CommonJS are mixed",
    detail: `${what}. Whether a .js file is one or the other is decided by "type" in the nearest package.json.`,
    ...placeOf(facts),
  }),
  fixes: ({ what }) => [
    {
      id: "one-system",
      title: what.includes("only exports an ES module")
        ? "Call `await import()` for it, or use a version of it that CommonJS can require"
        : what.startsWith("A CommonJS")
          ? 'Set "type": "module" in package.json, or call the file .mjs, or use require()'
          : what.includes("default import")
            ? "Import the default, and take the name from it"
            : "Use import there, or call the file .cjs",
      safety: "manual",
      changes: [],
    },
  ],
  page: {
    what: "A file is written for one module system and loaded as the other.",
    why: 'Node decides by the file\'s ending, then by "type" in package.json.',
    causes: [
      '"type": "module" was added or removed and not all files were changed.',
      "A package became ESM only with a new major version.",
      "An example for the other system was pasted.",
    ],
    not: "An import of a file that does not exist is runtime/local-import-missing.",
  },
});

/** Where the error says it happened; of a package that it only names, the import of it. */
function placeOf(facts: Facts): { at?: Place } {
  const said =
    /"exports" main defined in .*node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)[\\/]package\.json/.exec(
      lastWords(facts),
    );
  const name = said?.[1]?.replace("\\", "/");
  const at = facts.run?.crash?.at ?? facts.source.imports.find((i) => i.reached && i.package === name)?.at;
  return at ? { at } : {};
}

const server = 'require("node:http").createServer().listen(process.env.PORT);\n';

export const cases: Cases = {
  claims: [
    {
      name: "require() was left over",
      files: { "package.json": '{"type":"module"}', "server.js": server },
      run: {
        outcome: "failed",
        ended: "exited",
        exit: { code: 1, signal: null },
        output: [
          "ReferenceError: require is not defined in ES module scope, you can use import instead",
          "    at file:///srv/app/server.js:1:1",
        ],
      },
    },
  ],
  leaves: [
    {
      name: "createRequire is right",
      files: {
        "package.json": '{"type":"module"}',
        "server.js":
          'import { createRequire } from "node:module";\nconst require = createRequire(import.meta.url);\nrequire("node:http").createServer().listen(process.env.PORT);\n',
      },
    },
  ],
};
