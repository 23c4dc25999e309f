import { type Case, type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { Place } from "../../finding.ts";
import { serverJs } from "../_serve.ts";
import { text } from "../_text.ts";
import { lastWords } from "./_crash-text.ts";
import { newerSyntax } from "./_newer-syntax.ts";

interface Evidence {
  at: Place;
  demands: string;
  has: string;
  /** What stands in the code that the interpreter cannot read. */
  what?: string;
}

export default defineDiagnosis({
  code: "runtime/version-unsupported",
  since: "0.1.0",
  stage: "DR",
  detect: (facts): Evidence[] => {
    const [unmet] = facts.runtime.version.filter((v) => !v.met);
    const newer = unmet ? null : newerSyntax(facts);
    return unmet ? [unmet] : newer ? [newer] : [];
  },
  finding: ({ at, demands, has, what }, facts) => {
    if (what !== undefined)
      return {
        severity: "error",
        confidence: "likely",
        role: "crash",
        title: `Python ${has} runs, and the code is written for ${demands}`,
        detail: `${at.file} has ${what} on the line that it could not read; ${facts.runtime.interpreter?.path ?? "the interpreter"} is of version ${has}.`,
        at,
      };
    const failed = facts.run?.outcome === "failed" && oldVersionError.test(lastWords(facts));
    return {
      severity: facts.run?.outcome === "healthy" ? "warning" : "error",
      confidence: failed ? "certain" : "likely",
      role: failed ? "crash" : facts.run?.outcome === "healthy" ? "none" : "would",
      title: `${runtimeName(facts.command?.language ?? null)} ${has} runs, and the project wants ${demands}`,
      detail: `${at.file} demands ${demands}; the start command runs ${facts.runtime.interpreter?.path ?? "an interpreter"} of version ${has}.`,
      at,
    };
  },
  fixes: ({ demands }, facts) => {
    const major = /\d+/.exec(demands)?.[0] ?? "";
    const python = facts.command?.language === "python";
    return [
      {
        id: "switch",
        title: `Start with ${runtimeName(facts.command?.language ?? null)} ${demands}`,
        safety: "manual",
        command: python
          ? `uv venv --python '${demands}'`
          : `npx node@${major} ${facts.command?.program.slice(1).join(" ") ?? ""}`.trim(),
        changes: [],
      },
    ];
  },
  page: {
    what: "The interpreter is older or newer than the project allows.",
    why: "What the code uses (a module, a flag, syntax) is not there in this version.",
    causes: [
      "Another version on PATH than on the machine where it works.",
      "A version manager that is not active in this shell.",
    ],
    not: "An addon that was built for another version is runtime/native-abi-mismatch.",
  },
});

/** What an interpreter says when it is too old: a module or flag that it lacks, or syntax that it does not know. */
const oldVersionError =
  /(No such built-in module|bad option|is not allowed in NODE_OPTIONS|ERR_UNKNOWN_BUILTIN_MODULE|ERR_UNKNOWN_FILE_EXTENSION|SyntaxError|is not a function|is not defined|does not provide an export named|has no attribute|cannot import name|No module named 'tomllib'|unsupported operand type\(s\) for \||requires (?:a different )?Python|unsupported engine|not compatible with this version|(?:needs|requires|required|expected|unsupported|at least|or (?:newer|later|higher))\D{0,30}\bv?\d+(?:\.\d+)*|\b(?:Node(?:\.js)?|Python) v?\d+(?:\.\d+)* or (?:newer|later|higher))/i;

function runtimeName(language: string | null): string {
  return language === "python" ? "Python" : "Node";
}

function syntaxError(line: string, version: string): Omit<Case, "name"> {
  return {
    files: { "main.py": "import tools\n", "tools.py": `${line}\n` },
    command: ["/usr/bin/python3", "main.py"],
    facts: { runtime: { interpreter: { path: "/usr/bin/python3", version } } },
    run: {
      outcome: "failed",
      ended: "exited",
      exit: { code: 1, signal: null },
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
