import { expect, test } from "vitest";
import { type Case, type Diagnosis, defineDiagnosis, diagnose } from "../../src/diagnose.ts";
import { text } from "../../src/diagnoses/_text.ts";
import { catalogue } from "../../src/diagnoses/index.ts";
import type { Code } from "../../src/finding.ts";
import { factsOf } from "./in-small.ts";

/** The catalogue as it is, with one diagnosis in front of another. */
function withOne(diagnosis: Diagnosis, before: Code): readonly Diagnosis[] {
  const at = catalogue.findIndex(({ code }) => code === before);
  return catalogue.toSpliced(at, 0, diagnosis);
}

const page = { what: "", why: "", causes: [""] as [string], steps: [""] as [string], not: "" };

/** The kind of diagnosis that a more general one would claim as well. */
const numberWithUnit = defineDiagnosis({
  code: "env/number-with-unit",
  since: "0.1.0",
  stage: "DR",
  detect: ({ env }) =>
    env.variables.filter(
      (v) => /^\d+(ms|s|m|h)$/.test(v.value ?? "") && v.reads.some((r) => r.reached && r.as === "int"),
    ),
  about: ({ name }) => [`value ${name}`],
  finding: ({ name, from }) => ({
    severity: "error",
    confidence: "certain",
    role: "would",
    title: `${name} has a unit, and the code wants a number`,
    detail: `The code makes a whole number of ${name}.`,
    ...(from && from !== "environment" ? { at: from } : {}),
  }),
  page,
});

const timeouts: Case = {
  name: "a number with a unit",
  files: {
    ".env": "QUOTA_TTL=30s\nQUOTA_SIZE=many\n",
    "main.py": [
      "import os",
      "from http.server import HTTPServer, BaseHTTPRequestHandler",
      "from dotenv import load_dotenv",
      "load_dotenv()",
      'TTL = int(os.environ["QUOTA_TTL"])',
      'SIZE = int(os.environ["QUOTA_SIZE"])',
      'HTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8000"))), BaseHTTPRequestHandler).serve_forever()',
      "",
    ].join("\n"),
  },
};

test("a more specific diagnosis takes its findings from a general one, which does not know of it", async () => {
  const facts = await factsOf(timeouts);
  const found = (all: readonly Diagnosis[]) =>
    diagnose(facts, all).findings.map((f) => [f.code, f.at?.line] as const);
  expect(found(catalogue)).toEqual([
    ["env/invalid-value", 1],
    ["env/invalid-value", 2],
  ]);
  expect(found(withOne(numberWithUnit, "env/invalid-value"))).toEqual([
    ["env/number-with-unit", 1],
    ["env/invalid-value", 2],
  ]);
});

test("what gave way is in the places of what stays, where they are others", async () => {
  const elsewhere = defineDiagnosis({
    code: "env/number-elsewhere",
    since: "0.1.0",
    stage: "DR",
    detect: ({ env }) => env.variables.filter((v) => v.name === "QUOTA_TTL"),
    about: ({ name }) => [`value ${name}`],
    finding: ({ reads }) => ({
      severity: "error",
      confidence: "certain",
      role: "would",
      title: "It is read wrongly",
      detail: "It is.",
      at: reads[0]!.at,
      also: [{ ...reads[0]!.at, note: "read here" }],
    }),
    page,
  });
  const { findings } = diagnose(await factsOf(timeouts), withOne(elsewhere, "env/invalid-value"));
  expect(findings[0]).toMatchObject({ code: "env/number-elsewhere", at: { file: "main.py", line: 5 } });
  expect(findings[0]?.also?.map(({ file, line, note }) => [file, line, note])).toEqual([
    ["main.py", 5, "read here"],
    [".env", 1, "QUOTA_TTL has a value that the code cannot use"],
  ]);
});

test("the program's own error is a place of the finding that explains it", async () => {
  const { findings } = diagnose(
    await factsOf({
      ...timeouts,
      run: {
        outcome: "failed",
        ended: "exited",
        exit: { code: 1, signal: null },
        output: [
          "Traceback (most recent call last):",
          '  File "main.py", line 5, in <module>',
          '    TTL = int(os.environ["QUOTA_TTL"])',
          "ValueError: invalid literal for int() with base 10: '30s'",
        ],
      },
    }),
    catalogue,
  );
  expect(findings[0]?.code).toBe("env/invalid-value");
  expect(findings.map((f) => f.code)).not.toContain("app/crashed");
});

test("what follows from a cause has explained the crash, and so does the cause", async () => {
  const { findings } = diagnose(
    await factsOf({
      name: "a placeholder that a library refuses by its form",
      files: {
        ".env": "BOX_KEY=changeme\n",
        "main.py": text`
          from dotenv import load_dotenv
          load_dotenv()
          import boxes
        `,
        "boxes.py": text`
          import os
          from cryptography.fernet import Fernet




          box = Fernet(os.environ["BOX_KEY"])
        `,
      },
      run: {
        outcome: "failed",
        ended: "exited",
        exit: { code: 1, signal: null },
        output: [
          "Traceback (most recent call last):",
          '  File "main.py", line 3, in <module>',
          "    import boxes",
          "ValueError: Fernet key must be 32 url-safe base64-encoded bytes.",
        ],
      },
    }),
    catalogue,
  );
  expect(findings.map((f) => [f.code, f.severity])).toEqual([["secret/placeholder", "error"]]);
});

test("a diagnosis that says nothing of what it is about can have a more specific one, too", async () => {
  const quota = defineDiagnosis({
    code: "resource/quota-full",
    since: "0.1.0",
    stage: "R",
    detect: ({ run }) => (run?.output.some((line) => line.includes("EDQUOT")) ? [{}] : []),
    about: () => ["fault resource/disk-full"],
    finding: () => ({
      severity: "error",
      confidence: "certain",
      role: "crash",
      title: "The quota of this user is used up",
      detail: "It is.",
    }),
    page,
  });
  const facts = await factsOf({
    name: "a quota",
    files: { "server.js": "" },
    run: { output: ["Error: EDQUOT: disk quota exceeded, write"] },
  });
  const found = (all: readonly Diagnosis[]) => diagnose(facts, all).findings.map((f) => f.code);
  expect(found(catalogue)).toEqual(["resource/disk-full"]);
  expect(found(withOne(quota, "resource/disk-full"))).toEqual(["resource/quota-full"]);
});

/** What a start can be told of twice: the cause, and what follows from it. */
const both: [string, Case, Code[]][] = [
  [
    "a placeholder for a Fernet key is in no form",
    {
      name: "a placeholder",
      files: {
        ".env": "BOX_KEY=changeme\n",
        "main.py":
          'import os\nfrom cryptography.fernet import Fernet\nfrom dotenv import load_dotenv\nload_dotenv()\nbox = Fernet(os.environ["BOX_KEY"])\n',
      },
    },
    ["secret/placeholder"],
  ],
  [
    "a # that leaves nothing leaves an empty value",
    {
      name: "an empty value",
      files: {
        ".env": "COLOUR=#ff8800\n",
        "server.js":
          'if (!process.env.COLOUR) throw new Error("COLOUR");\nrequire("node:http").createServer().listen(process.env.PORT);\n',
      },
      command: ["node", "--env-file=.env", "server.js"],
    },
    ["env/hash-cuts-value"],
  ],
];

test.each(both)("one cause is one error: %s", async (_name, one, codes) => {
  const { findings } = diagnose(await factsOf(one), catalogue);
  expect(findings.filter((f) => f.severity === "error").map((f) => f.code)).toEqual(codes);
});
