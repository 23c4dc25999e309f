import type { Diagnosis } from "../diagnose.ts";
import { catalogue } from "../diagnoses/index.ts";
import { nearest } from "../near.ts";
import { screenText } from "../report/text.ts";
import { cut, wrap } from "../report/visible.ts";
import { type Call, UsageError } from "./command.ts";
import { printJson, styleFor } from "./print.ts";

const stages = { D: "doctor", R: "run", DR: "doctor and run" };

/** The page of one diagnosis; without CODE, all of them by family; with the name of a family, those. */
export async function command(call: Call): Promise<number> {
  const code = call.args[0]?.toLowerCase();
  const listed = catalogue.filter((entry) => code === undefined || familyOf(entry) === code);
  if (code === undefined || listed.length > 0) {
    if (call.format === "json") printJson({ schema: 1, diagnoses: listed.map(summaryOf) });
    else process.stdout.write(listText(listed, call));
    return 0;
  }
  const entry = find(code);
  if (call.format === "json") printJson({ schema: 1, ...summaryOf(entry), page: entry.page });
  else process.stdout.write(pageText(entry, call));
  return 0;
}

type Entry = (typeof catalogue)[number] | Diagnosis;

function summaryOf({ code, since, stage, page }: Entry): object {
  return { code, since, stage, what: page.what };
}

/** By its code, or by its name alone where only one family has it. */
function find(code: string): Entry {
  const exact = catalogue.find((entry) => entry.code === code);
  if (exact) return exact;
  const named = catalogue.filter((entry) => entry.code.endsWith(`/${code}`));
  if (named.length === 1) return named[0]!;
  const near =
    nearest(
      code,
      catalogue.map((entry) => entry.code),
    ) ?? nearestName(code);
  throw new UsageError(
    `there is no diagnosis ${JSON.stringify(code)}${near ? `; did you mean ${near}?` : ""}`,
    "explain",
  );
}

function nearestName(code: string): string | null {
  const names = catalogue.map((entry) => entry.code.split("/")[1]!);
  const name = nearest(code.split("/").at(-1)!, names);
  return name === null ? null : catalogue[names.indexOf(name)]!.code;
}

function pageText({ code, since, stage, page }: Entry, call: Call): string {
  const style = styleFor(call);
  const part = (heading: string, lines: string[]): string[] => ["", style.paint("bold", heading), ...lines];
  const text = (words: string): string[] => wrap(words, style.width - 2).map((line) => `  ${line}`);
  const item = (words: string): string[] =>
    wrap(words, style.width - 4).map(
      (line, index) => `${index === 0 ? `  ${style.mark.dot} ` : "    "}${line}`,
    );
  return screenText([
    `${style.paint("bold", code)}  ${style.paint("dim", `since ${since}, found by ${stages[stage]}`)}`,
    "",
    ...text(page.what),
    ...part("Why", text(page.why)),
    ...part("Where it comes from", page.causes.flatMap(item)),
    ...part("What it is not", text(page.not)),
  ]);
}

function familyOf({ code }: Entry): string {
  return code.split("/")[0]!;
}

function listText(entries: readonly Entry[], call: Call): string {
  const style = styleFor(call);
  const families = [...new Set(entries.map(familyOf))].sort();
  const width = Math.max(...entries.map(({ code }) => code.length));
  const lines = families.flatMap((family) => [
    "",
    style.paint("bold", family),
    ...entries
      .filter((entry) => familyOf(entry) === family)
      .map(
        ({ code, page }) =>
          `  ${code.padEnd(width)}  ${cut(page.what, style.width - width - 4, style.mark.ellipsis)}`,
      )
      .sort(),
  ]);
  return screenText([...lines, "", style.paint("dim", "surestart explain CODE says more of one.")]).replace(
    /^\n/,
    "",
  );
}
