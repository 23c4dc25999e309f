import type { Facts, Variable } from "../facts.ts";
import type { Fix } from "../finding.ts";
import { countingBinding } from "./_lookup.ts";

/** A key or certificate in PEM on one line, with the two characters `\n` where its lines end: no reader takes it so. */
export function hasEscapedLines(value: string): boolean {
  return /-----BEGIN [A-Z0-9 ]+-----(\\r)?\\n/.test(value);
}

export const escapedLines =
  "it is PEM on one line, with the two characters \\n instead of line breaks, and the reader needs real ones";

/** Real line ends in the file, in a spelling that all its readers take; where none has it from a file, words. */
export function lineEndFixes(facts: Facts, variable: Variable): Fix[] {
  const { name, value } = variable;
  const found = countingBinding(facts, variable);
  const readings = facts.env.files.find((f) => f.file === found?.file)?.readings ?? {};
  const inCode: Fix = {
    id: "in-code",
    title: `Replace them with line breaks where ${name} is read: .replaceAll("\\\\n", "\\n") in JavaScript, .replace("\\\\n", "\\n") in Python`,
    safety: "manual",
    changes: [],
  };
  if (!found || value === null || !hasEscapedLines(found.binding.value)) return [inCode];
  const { file, binding } = found;
  const real = value.replaceAll("\\r\\n", "\n").replaceAll("\\n", "\n");
  return [
    {
      id: "line-ends",
      title: `Write ${name} in ${file} with real line breaks`,
      safety: "review",
      changes: [
        {
          do: "env-respell",
          file,
          line: binding.line,
          key: name,
          value: real,
          dialects: Object.keys(readings),
        },
      ],
    },
    inCode,
  ];
}
