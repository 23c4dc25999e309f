import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { Case, Cases, Diagnosis } from "../../src/diagnose.ts";
import { catalogue } from "../../src/diagnoses/index.ts";
import { needs } from "../needs.ts";
import { tryClaim, tryLeft } from "./case-faults.ts";
import { codes } from "./codes.ts";
import { neededBy } from "./in-small.ts";
import { titleWords } from "./title-words.ts";

const folder = path.join(import.meta.dirname, "../../src/diagnoses");
const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .map((f) => f.replaceAll("\\", "/"))
  .filter((f) => /^[a-z]+\/[a-z][a-z-]*\.ts$/.test(f));

describe("the catalogue", () => {
  test("has every code once, each in the file of its name, and no other", () => {
    expect(catalogue.map((d) => d.code).toSorted()).toEqual(
      files.map((f) => f.replace(/\.ts$/, "")).toSorted(),
    );
    expect(catalogue.map((d) => d.code).toSorted()).toEqual(codes.toSorted());
  });

  test.each(catalogue.map((d) => [d.code, d] as const))(
    "%s has a page in whole sentences",
    (_code, { page }) => {
      for (const text of [page.what, page.why, page.not, ...page.causes, ...page.steps])
        expect(text, "a sentence, with a full stop at its end").toMatch(/^\S.*[.)]$/s);
      // What programs say is written as they say it, and lines of a file as they stand there.
      const { says: _, examples = [], ...ours } = page;
      const lines = examples.flatMap(({ wrong = "", right }) => `${wrong}\n${right}`.split("\n"));
      expect(
        lines.filter((line) => line.length > 76),
        "lines of an example, longer than 76",
      ).toEqual([]);
      for (const text of Object.values(ours).flat()) expect(text).not.toMatch(/oops|please|sorry|!/i);
      // In lower case begins only what is written so: a file, a command, a package, a URL.
      for (const text of Object.values(ours).flat())
        for (const sentence of text.split(/(?<=\w\.) (?=\S)/))
          expect(sentence, "a sentence, with a capital letter at its beginning").toMatch(
            /^(?:[^a-z]|[a-z]+[._:]|\w+-\w+ |(?:git|docker|sudo|turbo|pm2|macOS|email|app|node_modules|package) ?)/,
          );
    },
  );
});

describe.each(files)("%s", async (file) => {
  const { cases, default: diagnosis } = (await import(path.join(folder, file))) as {
    cases: () => Cases;
    default: Diagnosis;
  };

  test.concurrent.for(cases().claims.map((c): [string, Case] => [c.name, c]))(
    "claims: %s",
    async ([, one], { skip }) => {
      needs(skip, ...neededBy(one));
      expect((await tryClaim(diagnosis.code, one)).faults).toEqual([]);
    },
  );

  test.concurrent.for(cases().leaves.map((c): [string, Case] => [c.name, c]))(
    "leaves: %s",
    async ([, one], { skip }) => {
      needs(skip, ...neededBy(one));
      expect((await tryLeft(diagnosis.code, one)).faults).toEqual([]);
    },
  );
});

// A name of a command, a file or a variable begins as it is written.
const names = /^git /;

test("nothing is left of what the scaffold says", () => {
  const left = files.filter((file) => readFileSync(path.join(folder, file), "utf8").includes("(write here"));
  expect(left, "write what stands there as (write here …)").toEqual([]);
});

test("every title begins with a capital letter or a name", () => {
  const everything = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((f) =>
    f.endsWith(".ts"),
  );
  const words = everything.flatMap((file) => titleWords(file, readFileSync(path.join(folder, file), "utf8")));
  expect(words.length).toBeGreaterThan(catalogue.length);
  expect(words.filter((text) => /^\p{Lowercase}/u.test(text) && !names.test(text))).toEqual([]);
});

test("no file of the catalogue speaks of another code that does not exist", () => {
  const known = new Set<string>(codes);
  for (const file of files) {
    const text = readFileSync(path.join(folder, file), "utf8");
    for (const [, code] of text.matchAll(
      /\b((?:env|secret|source|port|runtime|app|service|health|resource)\/[a-z]+(?:-[a-z]+)+)(?![a-z-])(?!\.ts)/g,
    ))
      expect(known, file).toContain(code);
  }
});
