import type { Subject } from "../../compete.ts";
import { type Case, type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { Place } from "../../finding.ts";
import { serverJs } from "../_serve.ts";
import { text } from "../_text.ts";
import { typed } from "../_typed.ts";
import { type OtherAge, otherAge } from "./_ages.ts";
import { lastWords, moduleNotFound } from "./_crash-text.ts";
import { newerSyntax } from "./_newer-syntax.ts";
import { topOf } from "./_packages.ts";

interface Evidence {
  at: Place;
  demands: string;
  has: string;
  newer?: true;
  /** What is in the code that the interpreter cannot read. */
  what?: string;
  /** What the program asked for, and this version does not have. */
  age?: OtherAge;
}

export default defineDiagnosis({
  code: "runtime/version-unsupported",
  since: "0.1.0",
  stage: "DR",
  detect: (facts): Evidence[] => {
    const age = otherAge(facts);
    // The project's environment, which the start does not use, has a Python of its own.
    const elsewhere = facts.runtime.packages.some((p) => !p.installed && p.inVenv !== null && !p.optional);
    const unmet = elsewhere ? undefined : facts.runtime.version.find((v) => !v.met);
    // What is certain comes before what is likely; a demand that is not met says it in the project's own words.
    if (age && !unmet) return [{ at: age.at, demands: age.demands, has: age.has, age }];
    const newer = unmet ? null : newerSyntax(facts);
    return unmet ? [age ? { ...unmet, age } : unmet] : newer ? [newer] : [];
  },
  about: ({ age }, facts): Subject[] => {
    const missing = age && moduleNotFound(facts);
    return missing ? [`package ${topOf(missing)}`] : [];
  },
  finding: ({ at, demands, has, newer, what, age }, facts) => {
    const name = runtimeName(facts.command?.language ?? null);
    if (age) {
      const crash = facts.run?.crash?.at;
      const gone = age.demands.startsWith("<");
      return {
        severity: "error",
        confidence: "certain",
        role: "crash",
        title: `${name} ${has} ${gone ? "no longer has" : "does not have"} ${age.what}`,
        detail: `The program uses it. ${name} has it ${gone ? `before ${age.demands.slice(1)}` : `from ${age.demands.slice(2)} on`}, and ${facts.runtime.interpreter?.path ?? "the interpreter"} is version ${has}.${age.pin ? ` ${age.pin.file} says which version the project is for.` : ""}`,
        at,
        ...(crash && crash.file !== at.file ? { also: [{ ...crash, note: "where it is used" }] } : {}),
      };
    }
    if (what !== undefined)
      return {
        severity: "error",
        confidence: "likely",
        role: "crash",
        title: `Python ${has} runs, but the code is written for ${demands}`,
        detail: `${at.file} has ${what} on the line that could not be parsed; ${facts.runtime.interpreter?.path ?? "the interpreter"} is version ${has}.`,
        at,
      };
    const failed = facts.run?.outcome === "failed" && oldVersionError.test(lastWords(facts));
    // Node itself asks for no version: what is newer runs until something fails.
    const runs = facts.run?.outcome === "healthy" || (newer === true && !failed);
    return {
      severity: runs ? "warning" : "error",
      confidence: failed ? "certain" : "likely",
      role: failed ? "crash" : runs ? "none" : "would",
      title: `${runtimeName(facts.command?.language ?? null)} ${has} runs, but the project requires ${demands}`,
      detail: `${at.file} requires ${demands}; the start command runs ${facts.runtime.interpreter?.path ?? "an interpreter"}, version ${has}.`,
      at,
    };
  },
  fixes: ({ demands, age }, facts) => {
    const before = age?.demands.startsWith("<") === true;
    const bound = /\d+/.exec(demands)?.[0] ?? "";
    const major = before ? String(Number(bound) - 1) : bound;
    const python = facts.command?.language === "python";
    const [program, ...words] = facts.command?.program ?? [];
    return [
      ...(age?.instead === undefined
        ? []
        : [{ id: "write-instead", title: age.instead, safety: "manual" as const, changes: [] }]),
      {
        id: "switch",
        title: `Start with ${runtimeName(facts.command?.language ?? null)} ${demands}${before ? ", or use a version of the library that fits the newer one" : ""}`,
        safety: "manual",
        ...(python
          ? typed(facts, `uv venv --python '${demands}'`, `uv venv --python "${demands}"`)
          : /(?:^|[\\/])node(?:\.exe)?$/.test(program ?? "")
            ? { command: `npx node@${major} ${words.join(" ")}`.trim() }
            : {}),
        changes: [],
      },
    ];
  },
  page: {
    what: "The interpreter is older or newer than the project allows.",
    why: "What the code uses (a module, a flag, syntax) does not exist in this version.",
    causes: [
      "Another version on PATH than on the machine where it works.",
      "A version manager that is not active in this shell.",
      "A library from the time of an older version: distutils and cgi were removed from Python, md4 from the OpenSSL of Node 17.",
    ],
    steps: [
      "Node: `nvm install 22 && nvm use 22`, or for one start `npx node@22 server.js`.",
      "Python: create the virtual environment with the right version, `uv venv --python 3.12`, and install the packages again.",
      "If a library needs the old version, update the library.",
      "In a container, change the base image: `FROM node:22`, `FROM python:3.12`.",
    ],
    not: "An addon that was built for another version is runtime/native-abi-mismatch.",
  },
});

/** What an interpreter says when it is too old: a module or flag that it lacks, or syntax that it does not know. */
const oldVersionError =
  /(No such built-in module|bad option|is not allowed in NODE_OPTIONS|ERR_UNKNOWN_BUILTIN_MODULE|ERR_UNKNOWN_FILE_EXTENSION|SyntaxError|requires (?:a different )?Python|unsupported engine|not compatible with this version|(?:needs|requires|required|expected|unsupported|at least|or (?:newer|later|higher))\D{0,30}\bv?\d+(?:\.\d+)*|\b(?:Node(?:\.js)?|Python) v?\d+(?:\.\d+)* or (?:newer|later|higher))/i;

function runtimeName(language: string | null): string {
  return language === "python" ? "Python" : "Node";
}

function syntaxError(line: string, version: string): Omit<Case, "name"> {
  return {
    files: { "main.py": "import tools\n", "tools.py": `${line}\n` },
    command: ["/usr/bin/python3", "main.py"],
    facts: { runtime: { interpreter: { path: "/usr/bin/python3", version } } },
    run: {
      output: [
        "Traceback (most recent call last):",
        '  File "main.py", line 1, in <module>',
        "    import tools",
        '  File "tools.py", line 1',
        `    ${line}`,
        "    ^",
        "SyntaxError: invalid syntax",
      ],
    },
  };
}

export function cases(): Cases {
  const server = serverJs;
  return {
    claims: [
      {
        name: "engines asks for a Node that nobody has yet",
        files: {
          "package.json": text`
            {
              "engines": { "node": ">=99" }
            }
          `,
          "server.js": server,
        },
      },
      ...(
        [
          ["type parameters", "3.11.2", "def first[T](items: list[T]) -> T:"],
          ["a match statement", "3.9.18", "match kind:"],
          ["except*", "3.10.13", "except* OSError:"],
        ] as const
      ).map(([what, version, line]) => ({
        name: `${what} for Python ${version}`,
        ...syntaxError(line, version),
      })),
      {
        name: "an algorithm that OpenSSL 3 does not offer, and a pin of an older Node",
        files: { ".nvmrc": "16\n", "server.js": server },
        facts: { runtime: { interpreter: { path: "/usr/bin/node", version: "20.20.2" } } },
        run: {
          output: [
            "Error: error:0308010C:digital envelope routines::unsupported",
            "    at new Hash (node:internal/crypto/hash:79:19)",
            "    at Object.<anonymous> (server.js:1:1) {",
            "  code: 'ERR_OSSL_EVP_UNSUPPORTED'",
            "}",
          ],
        },
      },
      {
        name: "a method that this Node does not have yet",
        files: { "server.js": server },
        facts: { runtime: { interpreter: { path: "/usr/bin/node", version: "20.20.2" } } },
        run: {
          output: [
            "TypeError: Promise.withResolvers is not a function",
            "    at Object.<anonymous> (server.js:1:1)",
          ],
        },
      },
      {
        name: "a module that this Python has no more",
        files: { "main.py": "import distutils.util\n" },
        facts: { runtime: { packages: [], interpreter: { path: "/usr/bin/python3", version: "3.13.0" } } },
        run: {
          output: [
            "Traceback (most recent call last):",
            '  File "main.py", line 1, in <module>',
            "    import distutils.util",
            "ModuleNotFoundError: No module named 'distutils'",
          ],
        },
      },
    ],
    leaves: [
      {
        name: "engines is met",
        files: {
          "package.json": text`
            {
              "engines": { "node": ">=18" }
            }
          `,
          "server.js": server,
        },
      },
    ],
  };
}
