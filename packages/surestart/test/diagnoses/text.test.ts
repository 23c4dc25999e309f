import { expect, test } from "vitest";
import { text } from "../../src/diagnoses/_text.ts";

const two = "if ready:\n    serve()";

test.each([
  [
    "lines, without their indentation",
    text`
    a
      b

    c
  `,
    "a\n  b\n\nc\n",
  ],
  [
    "backslashes as they are",
    text`
    print("\n", r"\d", '\\')
  `,
    'print("\\n", r"\\d", \'\\\\\')\n',
  ],
  [
    "what a template has to escape",
    text`
    \`\${HOME}\` $1 \$2
  `,
    ["`$", "{HOME}` $1 \\$2\n"].join(""),
  ],
  [
    "a value with lines of its own, which keep theirs",
    text`
    import x
    ${two}
  `,
    `import x\n${two}\n`,
  ],
])("a text is %s", (_what, got, wanted) => {
  expect(got).toBe(wanted);
});
