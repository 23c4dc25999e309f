import { defineDiagnosis } from "../../diagnose.ts";
import type { Facts, ModuleFault } from "../../facts.ts";
import type { Fix, Place } from "../../finding.ts";
import { runsPlainNode } from "../_plain-node.ts";
import { lastWords } from "./_crash-text.ts";

interface Evidence {
  what: string;
  /** Where the sources have it. */
  fault: Fault | null;
  /** It is another fault than a file of the wrong kind: what to do, and where that is. */
  other?: { remedy: string; sure: boolean; at?: Place | null };
}
type Fault = Exclude<ModuleFault, { kind: "not-exported" }>;

const dirname =
  "An ES module uses __dirname or __filename; it has import.meta.dirname and import.meta.filename instead";
const json = 'An ES module imports JSON, which Node accepts only `with { type: "json" }`';

/** ts-node and its like are asked for what they leave to Node. */
function typescriptAsModule(facts: Facts, text: string): Evidence | null {
  if (!/Unknown file extension "\.[cm]?tsx?"/.test(text) || runsPlainNode(facts)) return null;
  return {
    what: 'Node itself is to load a .ts file, since "type": "module" makes ES modules of the files of this package.json, and the program that the command starts translates only what is loaded by require()',
    fault: null,
    other: {
      remedy: 'Start it with tsx (`npx tsx FILE`), or take "type": "module" out of package.json',
      sure: true,
      at: facts.command?.at ?? null,
    },
  };
}

/**
 * A file of CommonJS calls what `require()` gives it of an ES module, as it called the older version: its function is now in
 * `default`. By the name that the error says, which is mostly the package's.
 */
function calledNamespace({ run, source, runtime }: Facts): Evidence | null {
  const { crash } = run ?? {};
  const name = /^(?:TypeError: )?(\w+)(?:\.\w+)? is not a (?:function|constructor)/.exec(
    crash?.message ?? "",
  )?.[1];
  const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, "");
  if (run?.outcome !== "failed" || name === undefined || crash?.name !== "TypeError") return null;
  const file = crash.at?.file ?? "";
  if (source.modules?.[file] === "esm" || /\.m[jt]s$/.test(file)) return null;
  const found = source.imports.find(
    (one) =>
      one.file === file &&
      one.package !== null &&
      plain(one.package.split("/").at(-1) as string) === plain(name) &&
      runtime.packages.some((pack) => pack.name === one.package && pack.esm),
  );
  if (!found) return null;
  return {
    what: `${found.package} is an ES module, and require() gives an object with all that it exports: its main export, where it has one, is \`default\``,
    fault: null,
    other: {
      remedy:
        "Take it from there (`require(…).default`), or install the last version that CommonJS can require",
      sure: false,
      at: crash.at,
    },
  };
}

const signs: [RegExp, string][] = [
  [/require is not defined in ES module scope|require is not defined/, "An ES module calls require()"],
  [
    /module is not defined in ES module scope|exports is not defined in ES module scope/,
    "An ES module uses module.exports",
  ],
  [/__(dirname|filename) is not defined/, dirname],
  [
    /ERR_IMPORT_(ASSERTION_TYPE|ATTRIBUTE)_MISSING|needs an import a\w+ of (type )?"?type: json|needs an import attribute of type "json"/,
    json,
  ],
  [/Cannot use import statement outside a module/, "A CommonJS module uses import"],
  [/Unexpected token 'export'/, "A CommonJS module uses export"],
  [/ERR_REQUIRE_ESM|require\(\) of ES Module/, "A CommonJS module calls require() for an ES module"],
  [/ERR_REQUIRE_ASYNC_MODULE/, "A CommonJS module calls require() for an ES module with a top-level await"],
  [
    /No "exports" main defined in/,
    "A CommonJS module calls require() for a package that only exports an ES module",
  ],
  [
    /Named export '[^']+' not found\. The requested module '[^']+' is a CommonJS module/,
    "An ES module imports a name that a CommonJS module does not export by name; its default export has it",
  ],
  [/Cannot use 'import\.meta' outside a module/, "A CommonJS module uses import.meta"],
];

export default defineDiagnosis({
  code: "runtime/module-system",
  since: "0.1.0",
  stage: "DR",
  detect: (facts): Evidence[] => {
    const faults = facts.run?.outcome === "healthy" || !runsPlainNode(facts) ? [] : faultsOf(facts);
    if (!facts.run) return faults.map((fault) => ({ what: whatOf(fault), fault }));
    const text = lastWords(facts);
    const other = typescriptAsModule(facts, text) ?? calledNamespace(facts);
    if (other) return [other];
    const what = text ? signs.find(([s]) => s.test(text))?.[1] : undefined;
    return what ? [{ what, fault: faults.find((f) => isMeant(f, what, facts)) ?? null }] : [];
  },
  finding: ({ what, fault, other }, facts) => ({
    severity: "error",
    confidence: other?.sure === false ? "likely" : "certain",
    role: facts.run ? "crash" : "would",
    title: what === json ? "JSON is imported without its type" : "ES modules and CommonJS are mixed",
    detail:
      what === json || other
        ? `${what}.`
        : `${what}. Whether a .js file is one or the other is decided by "type" in the nearest package.json.`,
    ...(fault ? { at: fault.at } : other ? (other.at ? { at: other.at } : {}) : placeOf(facts)),
  }),
  fixes: ({ what, fault, other }, facts) => [
    other
      ? { id: "one-system", title: other.remedy, safety: "manual", changes: [] }
      : (editOf(fault, facts) ?? inWords(what)),
  ],
  page: {
    what: "A file is written for one module system and loaded as the other.",
    why: 'Node decides by the file\'s extension, then by "type" in package.json.',
    causes: [
      '"type": "module" was added or removed, and not all files were changed.',
      "A package became ESM only with a new major version.",
      "An example for the other system was pasted.",
      'ts-node is given a package with "type": "module".',
      "__dirname was kept when the file became an ES module; a bundler or an older tool had accepted a JSON import.",
    ],
    steps: [
      'Choose one system. For ES modules set "type": "module" in package.json, and use import and export; for CommonJS leave "type" out, and use require and module.exports.',
      "One file of the other kind: give it the extension .mjs (ES module) or .cjs (CommonJS).",
      'A package that is only an ES module: `const { name } = await import("package");`, or an older major version of it.',
      "In an ES module, import.meta.dirname replaces __dirname, and a JSON import needs its type. `surestart doctor --fix` writes both.",
    ],
    examples: [
      {
        file: "server.mjs",
        wrong:
          'const express = require("express");\nconst root = __dirname;\nimport data from "./data.json";',
        right:
          'import express from "express";\nconst root = import.meta.dirname;\nimport data from "./data.json" with { type: "json" };',
      },
    ],
    not: "An import of a file that does not exist is runtime/local-import-missing.",
  },
});

const faultsOf = (facts: Facts): Fault[] =>
  (facts.source.moduleFaults ?? []).filter((f) => f.kind !== "not-exported");

function whatOf(fault: Fault): string {
  if (fault.kind === "json-attribute") return json;
  if (/^__/.test(fault.name)) return dirname;
  return fault.name === "require" ? "An ES module calls require()" : "An ES module uses module.exports";
}

/** The fault of which the program's error speaks: in the file that it names. */
function isMeant(fault: Fault, what: string, facts: Facts): boolean {
  if (whatOf(fault) !== what) return false;
  if (fault.kind === "json-attribute")
    return lastWords(facts).includes(fault.text.slice(1, -1).replace(/^[./]+/, ""));
  return facts.run?.crash?.at?.file === fault.at.file;
}

/** What can be written in its place, word by word. */
function editOf(fault: Fault | null, facts: Facts): Fix | null {
  if (fault?.kind === "json-attribute") {
    const { line, column, file } = fault.at;
    if (line === undefined || column === undefined) return null;
    const change = { do: "replace", file, line, column, old: fault.text } as const;
    return {
      id: "json-type",
      title: 'Add `with { type: "json" }` to the import',
      safety: "review",
      changes: [{ ...change, new: `${fault.text} with { type: "json" }` }],
    };
  }
  if (!fault?.uses.every((u) => /^__/.test(u.name)) || !hasMetaDirname(facts)) return null;
  return {
    id: "import-meta",
    title: "Use import.meta.dirname and import.meta.filename",
    safety: "review",
    changes: fault.uses.flatMap(({ at: { file, line, column }, name }) =>
      line === undefined || column === undefined
        ? []
        : [{ do: "replace" as const, file, line, column, old: name, new: `import.meta.${name.slice(2)}` }],
    ),
  };
}

/** Node has import.meta.dirname since 20.11 and 21.2. */
function hasMetaDirname(facts: Facts): boolean {
  const [major = 0, minor = 0] = (facts.runtime.interpreter?.version ?? "").split(".").map(Number);
  return major > 21 || (major === 21 && minor >= 2) || (major === 20 && minor >= 11);
}

function inWords(what: string): Fix {
  const title = what.includes("only exports an ES module")
    ? "Use `await import()` for it, or a version of it that CommonJS can require"
    : what.startsWith("A CommonJS")
      ? 'Set "type": "module" in package.json, or rename the file to .mjs, or use require()'
      : what.includes("default import")
        ? "Import the default export, and take the name from it"
        : what === json
          ? 'Add `with { type: "json" }` to the import, or read the file with readFileSync and JSON.parse'
          : what === dirname
            ? "Use import.meta.dirname (Node 20.11 and newer), or `dirname(fileURLToPath(import.meta.url))`"
            : "Use import there, or rename the file to .cjs";
  return { id: "one-system", title, safety: "manual", changes: [] };
}

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

export { cases } from "./_module-system-cases.ts";
