import { loadOfModule, loadsOf, moduleOfCall } from "../../known/_find-loads.ts";
import { splitSource } from "./code-and-strings.ts";
import { isEnvPath } from "./env-path.ts";
import { has, hasAll } from "./tokens.ts";

let known: { namesOf: Map<string, string[][]>; globalUse: RegExp } | undefined;

function loaders(): NonNullable<typeof known> {
  if (known) return known;
  const namesOf = new Map<string, string[][]>();
  for (const { calls = [], package: name } of loadsOf("javascript"))
    for (const word of calls) {
      const { module, path } = moduleOfCall(word, name);
      namesOf.set(module, [...(namesOf.get(module) ?? []), path]);
    }
  // What is there without an import.
  const ofProcess = (namesOf.get("process") ?? []).map(([name]) => name).join("|");
  const globalUse = new RegExp(
    `(?<![\\w$])process\\s*(?:\\?\\.|\\.)\\s*(?:${ofProcess})\\b|\\{[^{}]*\\b(?:${ofProcess})\\b[^{}]*\\}\\s*=\\s*(?:globalThis\\s*\\.\\s*)?process\\b`,
  );
  known = { namesOf, globalUse };
  return known;
}

/** What a look at the bytes of a JavaScript or TypeScript source says: may it load a .env? */
export function javascriptLoads(text: string): boolean {
  const { namesOf, globalUse } = loaders();
  const { code, strings } = splitSource(text, "javascript");
  if (strings.some(isEnvPath) || globalUse.test(code)) return true;
  const { imports, rest } = importsOf(code);
  return imports.some((one) => {
    const specifier = (strings[one.index] ?? "").replace(/^node:/, "");
    if (one.types) return false;
    if (loadOfModule(specifier)) return true;
    return (namesOf.get(specifier) ?? []).some((path) => isUsed(path, one, rest));
  });
}

interface Import {
  /** Of the module's name, among the strings. */
  index: number;
  /** What is between `import` and `from`, or left of `= require(…)`; empty where it is bound to nothing. */
  clause: string;
  /** `require("x").config`, `import("x").then` */
  member: string;
  /** `export … from`: others use it. */
  passedOn: boolean;
  types: boolean;
}

const importing =
  /\b(import|export)\s+(type\s+)?((?:[\w$*{},\s]|"\d+")*?)\s*from\s*"(\d+)"|\bimport\s*"(\d+)"|(?:\b(?:const|let|var|import)\s+([^";=]+?)\s*=\s*)?(?:\(\s*)?(?:await\s+)?(?<![\w$.])(?:require|import)\s*\(\s*"(\d+)"\s*\)\s*\)?(?:\s*\??\.\s*([\w$]+))?/g;

function importsOf(code: string): { imports: Import[]; rest: string } {
  const imports: Import[] = [];
  const rest = code.replace(importing, (_whole, ...groups: (string | undefined)[]) => {
    const [word, type, clause, from, bare, bound, required, member] = groups;
    imports.push({
      index: Number(from ?? bare ?? required),
      clause: clause ?? bound ?? "",
      member: member ?? "",
      passedOn: word === "export",
      types: type !== undefined,
    });
    return " ";
  });
  return { imports, rest };
}

/** Is what leads to the loader (`config`, `ConfigModule` and then `forRoot`) used anywhere but in the import? */
function isUsed(path: readonly string[], { clause, member, passedOn }: Import, rest: string): boolean {
  const [head = "default", ...more] = path;
  if (passedOn) return clause.includes("*") || has(clause, head);
  // `require("x")()` binds nothing, and calls what it gets.
  if (path.length === 0 && clause === "") return true;
  if (member !== "") {
    // `.then(({ config }) => …)`, `.default.config()`
    const through = member === "then" || member === "default";
    return through ? hasAll(rest, path) : member === head && hasAll(rest, more);
  }
  return bindings(clause).some(
    ({ name, local }) =>
      has(rest, local) && (name === head ? hasAll(rest, more) : name === "*" && hasAll(rest, path)),
  );
}

/** The names that an import binds, and what of the module each is: `*` for all of it. */
function bindings(clause: string): { name: string; local: string }[] {
  const named = /\{([^}]*)\}/.exec(clause)?.[1]?.split(",") ?? [];
  const whole = clause.replace(/\{[^}]*\}/, "").match(/[\w$]+/g) ?? [];
  return [
    ...named.flatMap((one) => {
      if (/^\s*type\s/.test(one)) return [];
      const [, name, local = name] = /^\s*([\w$]+)(?:\s*(?:\bas\b|:)\s*([\w$]+))?/.exec(one) ?? [];
      return name === undefined ? [] : [{ name: name === "default" ? "*" : name, local: local as string }];
    }),
    // A default import, `* as all`, the left side of a declaration; its type, where it has one, is no use of it.
    ...whole.filter((word) => word !== "as").map((local) => ({ name: "*", local })),
  ];
}
