import { expect, test } from "vitest";
import { diagnose } from "../../src/diagnose.ts";
import { catalogue } from "../../src/diagnoses/index.ts";
import { factsOf } from "./in-small.ts";

const main = [
  "import os",
  'for line in open(".env"):',
  '    key, found, value = line.strip().partition("=")',
  "    if found:",
  "        os.environ.setdefault(key, value)",
  'print(os.environ["GREETING"])',
  'print(os.environ["QUAY"])',
];

test.each([
  { name: "the variable that the environment lacks", line: 7, key: "QUAY", code: "env/missing-variable" },
  { name: "another key, next to a value with a fault", line: 7, key: "depth", code: "env/quotes-kept" },
])("a KeyError that names $name", async ({ line, key, code }) => {
  const facts = await factsOf({
    name: "one",
    files: { ".env": `GREETING="hi there"\n${key === "QUAY" ? "" : "QUAY=1\n"}`, "main.py": main.join("\n") },
    command: ["/usr/bin/python3", "main.py"],
    run: {
      outcome: "failed",
      ended: "exited",
      exit: { code: 1, signal: null },
      output: [
        "Traceback (most recent call last):",
        `  File "main.py", line ${line}, in <module>`,
        `    ${main[line - 1]}`,
        `KeyError: '${key}'`,
      ],
    },
  });
  expect(diagnose(facts, catalogue).findings[0]?.code).toBe(code);
});
