import type { Facts, Loader, Variable } from "../facts.ts";
import type { Place } from "../finding.ts";
import { type Mask, masked } from "../report/mask.ts";
import { maskOf } from "../report/secrets.ts";
import type { Style } from "../report/style.ts";
import { labelled, placeText } from "../report/text-finding.ts";
import { cut, visible } from "../report/visible.ts";
import { isSecret } from "../secret-value.ts";
import { lastBinding } from "../survey/last-binding.ts";
import type { Call } from "./command.ts";
import { printJson, styleFor } from "./print.ts";
import { withProgress } from "./progress.ts";
import { projectDir, surveyOptions } from "./project.ts";

/** Every variable that the code reads or a .env sets: where its value comes from, what it hides, who reads it. */
export async function command(call: Call): Promise<number> {
  const { survey } = await import("../survey/index.ts");
  const dir = projectDir(call);
  const options = { ...(await surveyOptions(call, dir)), sockets: false };
  const facts = await withProgress(call, (onProgress) => survey({ ...options, onProgress }));
  if (call.format === "json") printJson(envJson(facts));
  else process.stdout.write(envScreen(facts, styleFor(call)));
  return 0;
}

/** The JSON of `surestart env`, schema 1: keys may be added, none is ever changed. No value is in it. */
export function envJson(facts: Facts): object {
  return {
    schema: 1,
    loaders: [
      ...facts.env.loaders.map((loader) => loaderJson(loader, true)),
      ...facts.env.otherLoaders.map((loader) => loaderJson(loader, false)),
    ],
    variables: variablesOf(facts).map((variable) => ({
      name: variable.name,
      secret: variable.secret,
      set: variable.setValue !== null,
      length: variable.setValue === null ? null : variable.setValue.length,
      from: fromOf(variable, facts),
      hides: variable.hides.map(fileAndLine),
      ...(variable.hidesEnvironment ? { hidesEnvironment: true } : {}),
      readBy: variable.reads.map(({ at, required, loaded, when, either }) => ({
        ...fileAndLine(at),
        required,
        // Where nothing loads anything, nothing has to be known of the order.
        loaded: facts.env.loaders.length === 0 ? false : loaded,
        when,
        ...(either ? { either } : {}),
      })),
      readings: variable.readings,
    })),
  };
}

/** `start`: it loads for the program that is started; other programs of the project only read the same file. */
function loaderJson({ dialect, byHand, how, at, files, found }: Loader, start: boolean): object {
  return {
    dialect: byHand ? null : dialect,
    how,
    at: at && { file: at.file, ...(at.line === undefined ? {} : { line: at.line }) },
    files,
    found: found.length > 0,
    start,
  };
}

function variablesOf({ env }: Facts): Variable[] {
  return env.variables.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** Where it is set, whether it reaches the program or not. */
function fromOf(
  { from, name }: Variable,
  { env }: Facts,
): "environment" | { file: string; line?: number } | null {
  if (from === "environment") return from;
  if (from) return fileAndLine(from);
  for (const file of env.files) {
    const binding = file.role === "example" ? undefined : lastBinding(file, name);
    if (binding) return { file: file.file, line: binding.line };
  }
  return null;
}

function fileAndLine({ file, line }: Place): { file: string; line?: number } {
  return line === undefined ? { file } : { file, line };
}

function envScreen(facts: Facts, style: Style): string {
  const variables = variablesOf(facts);
  if (variables.length === 0) return "The code reads no variable, and no .env sets one.\n";
  const mask = maskOf(facts);
  const rows = variables.map((variable) => {
    const from = fromOf(variable, facts);
    return {
      variable,
      cells: [
        variable.name,
        valueText(variable, mask, style),
        from === null ? "" : from === "environment" ? from : placeText(from),
      ],
    };
  });
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map(({ cells }) => cells[column]!.length), 4));
  const head = ["NAME", "VALUE", "FROM"].map((name, column) => name.padEnd(widths[column]!));
  const lines = rows.flatMap(({ variable, cells }) => {
    const padded = cells.map((cell, column) => visible(cell).padEnd(widths[column]!));
    const read = variable.reads[0];
    const more = variable.reads.length > 1 ? ` +${variable.reads.length - 1}` : "";
    const line = cut(
      `${padded.join("  ")}  ${read ? placeText({ file: read.at.file, ...(read.at.line ? { line: read.at.line } : {}) }) + more : ""}`,
      style.width,
      style.mark.ellipsis,
    ).trimEnd();
    return [
      stateOf(variable) === "missing" ? style.paint("red", line) : line,
      ...notes(variable, facts, style),
    ];
  });
  const loaders = [
    ...loaderLines(facts.env.loaders, facts, style),
    ...otherLines(facts.env.otherLoaders, style),
  ];
  return `${[...loaders, "", style.paint("bold", `${head.join("  ")}  READ BY`), ...lines].join("\n")}\n`;
}

/** What is open; of another value the first two characters and the length, of a secret the length alone. */
function valueText({ name, setValue, secret }: Variable, mask: Mask, style: Style): string {
  if (setValue === null) return "not set";
  if (setValue === "") return "empty";
  const open = mask.shows(name, setValue);
  if (open === setValue.length) return cut(visible(setValue), longestValue, style.mark.ellipsis);
  const hidden = secret || (open === 0 && (isSecret(name, setValue) || mask.hides(setValue)));
  const shown = hidden
    ? masked
    : open > 0
      ? `${setValue.slice(0, open)}${style.mark.ellipsis}`
      : [...setValue].length <= 2
        ? setValue
        : `${[...setValue].slice(0, 2).join("")}${style.mark.ellipsis}`;
  return `${shown} (${setValue.length})`;
}

/** What a line has room for next to the name and the places. */
const longestValue = 40;

function stateOf({ setValue, reads }: Variable): "set" | "missing" | "optional" {
  if (setValue !== null) return "set";
  return reads.some(({ required }) => required) ? "missing" : "optional";
}

function notes(variable: Variable, { env }: Facts, style: Style): string[] {
  const { hides, hidesEnvironment, readings, reads, setValue, from } = variable;
  const result: string[] = [];
  const note = (text: string): void =>
    void result.push(style.paint("dim", `    ${style.mark.arrow} ${text}`));
  if (stateOf(variable) === "missing") note("the code requires it");
  // Which files some loaders read is told only when they run.
  const told = env.loaders.every(({ plain }) => plain);
  if (setValue !== null && from === null && reads.length > 0)
    note(told ? "the start command does not load it" : "whether it is loaded is told only when it runs");
  else if (setValue !== null && reads.some(({ loaded }) => loaded === false) && from !== "environment")
    note("it is read before it is loaded");
  const hidden = [...(hidesEnvironment ? ["the environment's value"] : []), ...hides.map(placeText)];
  if (hidden.length > 0) note(`hides ${hidden.join(", ")}`);
  const other = Object.entries(readings).filter(([, reading]) => reading !== "same");
  for (const [dialect, reading] of other)
    note(reading === "missing" ? `${dialect} does not read this line` : `${dialect} reads a different value`);
  return result;
}

function loaderLines(loaders: Loader[], { env }: Facts, style: Style): string[] {
  if (loaders.length === 0) {
    const byRun = env.loadedByRun;
    return labelled(
      "Loaders",
      byRun ? `none; surestart run loads ${byRun.file} (${byRun.dialect})` : "none",
      style,
      8,
    );
  }
  return loaders.flatMap((loader, index) =>
    labelled(index === 0 ? "Loaders" : "", loaderText(loader), style, 8),
  );
}

/** Those of other programs of the project, as far as the file that they read is there. */
function otherLines(loaders: Loader[], style: Style): string[] {
  return loaders
    .filter(({ found }) => found.length > 0)
    .flatMap((loader, index) => labelled(index === 0 ? "Others" : "", loaderText(loader), style, 8));
}

function loaderText({ dialect, byHand, how, at, files, found, plain, installed, only }: Loader): string {
  const where = at ? ` at ${placeText(at)}` : "";
  const missing = files.length > 0 || plain;
  const which =
    found.join(", ") ||
    (missing
      ? `${files.join(", ") || "a file"}, which does not exist`
      : "files that are told only when it runs");
  const lacks = installed === false ? "; its package is not installed" : "";
  const names = only?.names;
  const takes = names
    ? `, and takes ${names.length > 0 ? (names.length > 5 ? `${names.length} names` : names.join(", ")) : "none of its names"}`
    : "";
  return visible(`${how}${where} reads ${which} (${byHand ? "by its own rules" : dialect})${takes}${lacks}`);
}
