import { loadsOf, settingsOption } from "../../known/_find-loads.ts";
import { splitSource } from "./code-and-strings.ts";
import { isEnvPath } from "./env-path.ts";
import { has, hasAll } from "./tokens.ts";

/** What a look at the bytes of a Python source says. */
export interface PythonLook {
  loads: boolean;
  /** Names of loaders that it imports and does not use: another module may take them from it. */
  idle: string[];
}

let known: ReturnType<typeof readLoaders> | undefined;

function readLoaders() {
  const loads = loadsOf("python");
  // Those that load only where they are told to: the word that tells them so must be there, too.
  const told = loads.flatMap(({ calls = [], only }) =>
    only && "true" in only ? calls.map((call) => ({ call: call.replaceAll("()", ""), word: only.true })) : [],
  );
  // Of these every call counts, wherever the name comes from.
  const calls = loads.flatMap((load) => (load.only ? [] : (load.calls ?? [])));
  const plainCalls = [...new Set(calls.map((call) => call.split(".").at(-1) as string))].filter((name) =>
    name.includes("_"),
  );
  const firstUses = loads.flatMap((load) => load.firstUses ?? []);
  const origins = [...calls, ...firstUses].map((call) => call.replaceAll("()", ""));
  const setting = new RegExp(
    `\\b(?:${settingsOption.inClass}|${settingsOption.atCall})\\s*=\\s*(?!None\\b|=)`,
  );
  return { told, plainCalls, origins, setting };
}

export function lookAtPython(text: string): PythonLook {
  known ??= readLoaders();
  const { told, plainCalls, origins, setting } = known;
  const { code, strings } = splitSource(text, "python");
  const { imports, rest } = importsOf(code);
  const inDict = strings.some(
    (one, index) => one === settingsOption.inClass && new RegExp(`"${index}"\\s*:`).test(rest),
  );
  const loads =
    strings.some(isEnvPath) ||
    inDict ||
    setting.test(rest) ||
    plainCalls.some((name) => new RegExp(`(?<!\\bdef\\s)\\b${name}\\s*\\(`).test(rest));
  const idle: string[] = [];
  for (const one of imports) {
    const toTell = told.filter(({ call }) => below(call, one.full));
    const used = one.local === "*" || has(rest, one.local);
    if (used && toTell.some(({ call, word }) => hasAll(rest, [word, ...(below(call, one.full) ?? [])])))
      return { loads: true, idle: [] };
    if (!used && toTell.length > 0) idle.push(one.local);
    const left = origins.flatMap((origin) => {
      const names = below(origin, one.full);
      return names ? [names] : [];
    });
    if (left.length === 0) continue;
    if (left.some((names) => used && hasAll(rest, names))) return { loads: true, idle: [] };
    idle.push(one.local);
  }
  return { loads, idle };
}

/** Does a module use a name that another module imports for it? */
export function usesIdle(text: string, names: ReadonlySet<string>): boolean {
  const { rest } = importsOf(splitSource(text, "python").code);
  return [...names].some((name) => new RegExp(`(?<![\\w.])${name}\\s*[(.]`).test(rest));
}

interface Import {
  /** What is imported, with its module: `dotenv`, `dotenv.load_dotenv`. */
  full: string;
  /** The name that it is given; `*` for all. */
  local: string;
}

const fromImport = /(^|[;:])([ \t]*from[ \t]+([\w.]+)[ \t]+import[ \t]+(\([^)]*\)|[^\n;]+))/gm;
const plainImport = /(^|[;:])([ \t]*import[ \t]+([^\n;]+))/gm;

function importsOf(code: string): { imports: Import[]; rest: string } {
  const imports: Import[] = [];
  const rest = code
    .replace(fromImport, (_, before: string, _all, module: string, names: string) => {
      for (const name of names.replace(/[()]/g, "").split(",")) {
        const [, what = "", as = what] = /^\s*([\w*]+)(?:\s+as\s+(\w+))?/.exec(name) ?? [];
        if (what === "*") imports.push({ full: module, local: "*" });
        else if (what !== "") imports.push({ full: `${module}.${what}`, local: as });
      }
      return before;
    })
    .replace(plainImport, (_, before: string, _all, names: string) => {
      for (const name of names.split(",")) {
        const [, full = "", as = full.split(".")[0] as string] =
          /^\s*([\w.]+)(?:\s+as\s+(\w+))?/.exec(name) ?? [];
        if (full !== "") imports.push({ full, local: as });
      }
      return before;
    });
  return { imports, rest };
}

/** The names that still lead from what is imported to the call of a loader; null where it does not. */
function below(origin: string, full: string): string[] | null {
  if (origin === full) return [];
  return origin.startsWith(`${full}.`) ? origin.slice(full.length + 1).split(".") : null;
}
