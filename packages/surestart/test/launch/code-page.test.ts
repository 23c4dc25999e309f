import { describe, expect, test } from "vitest";
import { type CodePages, textOf } from "../../src/launch/code-page.ts";

import { textReader } from "../../src/launch/relay-console.ts";

const western: CodePages = { ansi: 1252, oem: 850 };

describe("what a program printed, as text", () => {
  test.each<[string, string, CodePages | null, string]>([
    ["UTF-8, whatever the system has", "4ac3bc7267656e", western, "Jürgen"],
    [
      "the page of windows, as Python writes it",
      "433a5c55736572735c4afc7267656e",
      western,
      "C:\\Users\\Jürgen",
    ],
    [
      "the page of the console, as .NET writes it",
      "433a5c55736572735c4a817267656e",
      western,
      "C:\\Users\\Jürgen",
    ],
    ["quotation marks around a word", "8454fc7293", western, "„Tür“"],
    ["an apostrophe in a word", "6e927065757420e9", western, "n’peut é"],
    ["of the Americas", "6d6e61a46e61", { ansi: 1252, oem: 437 }, "mnañna"],
    ["Cyrillic", "cff0e8e2e5f2", { ansi: 1251, oem: 866 }, "Привет"],
    ["Japanese", "93fa967b", { ansi: 932, oem: 932 }, "日本"],
    ["Central European", "c86573d2", { ansi: 1250, oem: 852 }, "ČesŇ"],
    ["a page that nobody knows", "4afc", { ansi: 708, oem: 708 }, "J\ufffd"],
    ["where there are no pages", "4afc", null, "J\ufffd"],
  ])("%s", (_what, hex, pages, text) => {
    expect(textOf(Buffer.from(hex, "hex"), () => pages)).toBe(text);
  });
});

describe("bytes on their way to a console", () => {
  const western1252 = (bytes: Buffer): string => textOf(bytes, () => western);
  test("a sign that comes in two chunks is shown once it is whole, and lines of two pages side by side", () => {
    const reader = textReader(western1252);
    const bytes = Buffer.concat([
      Buffer.from("Grüße ✓ 🙂\n"),
      Buffer.from("Schlüssel\n", "latin1"),
      Buffer.from("für"),
    ]);
    let shown = "";
    for (const byte of bytes) shown += reader.text(Buffer.of(byte));
    expect(shown + reader.rest()).toBe("Grüße ✓ 🙂\nSchlüssel\nfür");
    expect(textReader(western1252).text(bytes)).toBe("Grüße ✓ 🙂\nSchlüssel\nfür");
  });

  test("what never becomes whole is shown at the end", () => {
    const reader = textReader(western1252);
    expect(reader.text(Buffer.from("caf\xe9", "latin1"))).toBe("caf");
    expect(reader.rest()).toBe("é");
    expect(reader.rest()).toBe("");
  });
});
