// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what stands in these strings are pieces of .env texts
import fc from "fast-check";

/** Text that is like a .env, and often just not: every character that some loader treats in a way of its own. */
export const envText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom("A", "B", "KEY", "X_1", "export ", "=", "=", "=", "\n", "\n") },
      {
        weight: 3,
        arbitrary: fc.constantFrom('"', "'", "`", "#", " #", "\\", "$", "${", "}", ":-", " ", "\t"),
      },
      {
        weight: 2,
        arbitrary: fc.constantFrom(
          "x",
          "y z",
          "1",
          ":",
          ": ",
          ";",
          "\\n",
          "\\\\",
          "\r\n",
          "\r",
          "$A",
          "${B}",
        ),
      },
      {
        weight: 1,
        arbitrary: fc.constantFrom("\u00a0", "\u2028", "é", "“", "\0", "\ufeff", "$(x)", "$$", "[", "&", "|"),
      },
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(""));

/** A line that a person could have written, with a value that may need care. */
export const envValue: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "grapheme-ascii", maxLength: 12 }),
  fc
    .array(
      fc.constantFrom(
        "a",
        "b1",
        " ",
        "#",
        "$",
        "${",
        "}",
        "'",
        '"',
        "`",
        "\\",
        "\n",
        "=",
        ";",
        "%",
        "\t",
        "é",
      ),
      {
        maxLength: 10,
      },
    )
    .map((parts) => parts.join("")),
);

const line: fc.Arbitrary<string> = fc
  .record({
    lead: fc.constantFrom("", "", "", "export ", " "),
    key: fc.constantFrom("A", "B", "KEY", "X_1", "LONG_NAME", "a.b", "A-B"),
    separator: fc.constantFrom("=", "=", "=", "=", " = ", ": ", "= "),
    quote: fc.constantFrom("", "", '"', "'", "`"),
    value: envValue,
    tail: fc.constantFrom("", "", "", " # c", " ", "# it's"),
  })
  .map(
    ({ lead, key, separator, quote, value, tail }) => lead + key + separator + quote + value + quote + tail,
  );

/** Files with the form of a .env, and values of every kind in them. */
export const envFile: fc.Arbitrary<string> = fc
  .array(
    fc.oneof({ weight: 6, arbitrary: line }, fc.constantFrom("", "# comment", '# it\'s "one"', "  ", "KEY")),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .chain((lines) => fc.constantFrom("\n", "\n", "\r\n").map((eol) => lines.join(eol) + eol));
