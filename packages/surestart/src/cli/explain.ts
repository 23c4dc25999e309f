import type { Diagnosis, Example } from "../diagnose.ts";
import { catalogue } from "../diagnoses/index.ts";
import { nearest } from "../near.ts";
import type { Style } from "../report/style.ts";
import { screenText } from "../report/text.ts";
import { visible, wrap } from "../report/visible.ts";
import { type Call, UsageError } from "./command.ts";
import { diagnosesKnowing } from "./known-errors.ts";
import { quoted } from "./near-misses.ts";
import { diagnosesWithWords } from "./near-words.ts";
import { printJson, styleFor } from "./print.ts";

const stages = { D: "doctor", R: "run", DR: "doctor and run" };

/**
 * The page of one diagnosis, by its code or by the error text that it alone knows; of a text that several know, those in a
 * list. Without an argument, all of them by family; with the name of a family, those.
 */
export async function command(call: Call): Promise<number> {
  const text = call.args.join(" ");
  const asked = text.toLowerCase();
  const listed = catalogue.filter((entry) => asked === "" || familyOf(entry) === asked);
  const known = listed.length > 0 ? listed : find(text);
  const found = known ?? byWords(text);
  const [only] = known ?? [];
  if (known?.length === 1 && only) {
    if (call.format === "json") printJson({ schema: 1, ...summaryOf(only), page: only.page });
    else process.stdout.write(pageText(only, call));
    return 0;
  }
  if (call.format === "json") printJson({ schema: 1, diagnoses: found.map(summaryOf) });
  else process.stdout.write(listText(found, call, listed.length > 0 ? null : headingFor(text, known)));
  return 0;
}

function summaryOf({ code, since, stage, page }: Diagnosis): object {
  return { code, since, stage, what: page.what };
}

/** null: none is known by this text. */
function headingFor(text: string, known: readonly Diagnosis[] | null): string {
  const shown = visible(quoted(text));
  return known
    ? `${known.length} diagnoses match ${shown}:`
    : `No diagnosis knows ${shown}. These have most of its words:`;
}

/**
 * By code (`env/encoding`, `env-encoding` as its page's file is called, `encoding`), else those that know the text; null where
 * none does.
 */
function find(text: string): readonly Diagnosis[] | null {
  const code = text.toLowerCase();
  const exact = catalogue.filter((entry) => entry.code === code || entry.code.replace("/", "-") === code);
  if (exact.length > 0) return exact;
  const named = catalogue.filter((entry) => entry.code.endsWith(`/${code}`));
  if (named.length > 0) return named;
  const knowing = diagnosesKnowing(text);
  return knowing.length > 0 ? knowing : null;
}

function byWords(text: string): readonly Diagnosis[] {
  const near = /\s/.test(text.trim()) ? diagnosesWithWords(text) : [];
  if (near.length === 0) throw unknown(text);
  return near;
}

function unknown(text: string): UsageError {
  const code = text.toLowerCase();
  const codes = catalogue.map((entry) => entry.code);
  const near = nearest(code.replace(/^(\w+)-/, "$1/"), codes) ?? nearest(code, codes) ?? nearestName(code);
  return new UsageError(
    `no diagnosis matches ${quoted(text)}${near ? `; did you mean ${near}?` : "; surestart explain lists them all"}`,
    "explain",
  );
}

function nearestName(code: string): string | null {
  const names = catalogue.map((entry) => entry.code.split("/")[1]!);
  const name = nearest(code.split("/").at(-1)!, names);
  return name === null ? null : catalogue[names.indexOf(name)]!.code;
}

function pageText({ code, since, stage, page }: Diagnosis, call: Call): string {
  const style = styleFor(call);
  const part = (heading: string, lines: string[]): string[] => ["", style.paint("bold", heading), ...lines];
  const text = (words: string): string[] => wrap(words, style.width - 2).map((line) => `  ${line}`);
  const item = (words: string, mark: string = style.mark.dot): string[] =>
    wrap(words, style.width - mark.length - 3).map(
      (line, index) => `  ${index === 0 ? mark : " ".repeat(mark.length)} ${line}`,
    );
  const list = (words: string): string[] => item(words);
  return screenText([
    `${style.paint("bold", code)}  ${style.paint("dim", `since ${since}, found by ${stages[stage]}`)}`,
    "",
    ...text(page.what),
    ...part("Why", text(page.why)),
    ...part("Causes", page.causes.flatMap(list)),
    ...part("What to do", [
      ...page.steps.flatMap((step, index) => item(step, `${index + 1}.`)),
      ...(page.examples ?? []).flatMap((one) => exampleLines(one, style)),
    ]),
    ...(page.says ? part("What programs say", page.says.flatMap(list)) : []),
    ...part("What it is not", text(page.not)),
  ]);
}

function exampleLines({ file, wrong, right }: Example, style: Style): string[] {
  const where = file === "shell" ? "" : `, in ${file}`;
  const block = (heading: string, text: string): string[] => [
    style.paint("dim", `  ${heading}:`),
    ...text.split("\n").map((line) => `    ${line}`),
  ];
  return wrong === undefined
    ? ["", ...block(`Example${where}`, right)]
    : ["", ...block(`Wrong${where}`, wrong), ...block("Right", right)];
}

function familyOf({ code }: Diagnosis): string {
  return code.split("/")[0]!;
}

/** `heading`: what they have to do with the text that was asked for. */
function listText(entries: readonly Diagnosis[], call: Call, heading: string | null): string {
  const style = styleFor(call);
  const width = Math.max(...entries.map(({ code }) => code.length));
  const rows = ({ code, page }: Diagnosis): string[] =>
    wrap(page.what, style.width - width - 4).map(
      (line, index) => `  ${(index === 0 ? code : "").padEnd(width)}  ${line}`,
    );
  if (heading !== null) {
    return screenText([
      ...wrap(heading, style.width),
      "",
      ...entries.flatMap(rows),
      "",
      style.paint("dim", "surestart explain CODE describes one; surestart run finds out which it is."),
    ]);
  }
  const families = [...new Set(entries.map(familyOf))].sort();
  const lines = families.flatMap((family) => [
    "",
    style.paint("bold", family),
    ...entries
      .filter((entry) => familyOf(entry) === family)
      .sort((a, b) => (a.code < b.code ? -1 : 1))
      .flatMap(rows),
  ]);
  return screenText([
    ...lines,
    "",
    style.paint("dim", "surestart explain CODE describes one of them."),
  ]).replace(/^\n/, "");
}
