import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { words } from "./plain-words.ts";

const home = path.resolve(import.meta.dirname, "..");
const pages = [
  "README.md",
  "CONTRIBUTING.md",
  "backend/README.md",
  "packages/surestart/README.md",
  ...readdirSync(path.join(home, "docs"), { recursive: true, encoding: "utf8" })
    .map((name) => `docs/${name.replaceAll("\\", "/")}`)
    .filter((name) => name.endsWith(".md"))
    .sort(),
];
/** What is written for those who use surestart. */
const written = pages.filter((name) => !/^docs\/internals\/|^CONTRIBUTING/.test(name));

/** Where links lead that this repository has to keep right: a file, and a heading in it. */
function linksOf(page: string): string[] {
  const text = readFileSync(path.join(home, page), "utf8").replaceAll(/^```.*?^```/gms, "");
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = ""]) => link.replace("https://unpkg.com/surestart/docs", path.join(home, "docs")))
    .filter((link) => !/^https?:/.test(link));
}

function headingsOf(file: string): string[] {
  const headings = readFileSync(file, "utf8").matchAll(/^#+ (.+)$/gm);
  return [...headings].map(([, words = ""]) =>
    words
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, "")
      .trim()
      .replaceAll(/\s/g, "-"),
  );
}

test.each(pages)("each link of %s leads somewhere", (page) => {
  for (const link of linksOf(page)) {
    const [file = "", heading] = link.split("#");
    const target = file === "" ? path.join(home, page) : path.resolve(home, path.dirname(page), file);
    expect(existsSync(target), link).toBe(true);
    if (heading !== undefined) expect(headingsOf(target), link).toContain(heading);
  }
});

test("every page for users is reached from the README of the repository", () => {
  const reached = new Set(["README.md"]);
  for (const page of reached)
    for (const link of linksOf(page)) {
      const target = path.relative(
        home,
        path.resolve(home, path.dirname(page), link.split("#")[0] as string),
      );
      if (target.endsWith(".md")) reached.add(target);
    }
  expect(pages.filter((page) => !reached.has(page) && page !== "packages/surestart/README.md")).toEqual([]);
});

/** Code, and the names of tests, are not sentences of the page. */
const quoted = /^```.*?^```|`[^`\n]+\.test\.ts`: "[^"\n]+"/gms;

test.each(written)("%s is written in plain English", (page) => {
  const lines = readFileSync(path.join(home, page), "utf8").replaceAll(quoted, "").split("\n");
  const found = lines.flatMap((line) =>
    words.flatMap(([word, better]) => {
      const [said] = word.exec(line) ?? [];
      return said === undefined ? [] : [`"${said}" (${better}): ${line}`];
    }),
  );
  expect(found).toEqual([]);
});
