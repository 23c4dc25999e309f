import { toolsWith } from "./_find.ts";
import type { Load as Row } from "./_loads.ts";

/** A way in which a tool loads a .env, with the package that has to be installed for it; null: none. */
export type Load = Row & { package: string | null };

const rows = { javascript: of("javascript"), python: of("python") };

function of(language: "javascript" | "python"): Load[] {
  return toolsWith("loads")
    .filter((tool) => tool.language === language)
    .flatMap(({ name, loads }) => loads.map((load) => ({ package: name, ...load })));
}

/** The loader that a call is, by its dotted word. */
export function loadOf(language: keyof typeof rows, origin: string | null | undefined): Load | null {
  return (origin && index(language, "calls").get(origin)) || null;
}

/** The loader that importing a module is. */
export function loadOfModule(specifier: string): Load | null {
  return index("javascript", "imports").get(specifier) ?? null;
}

/** The loader that looks for its file when this reader is called for the first time. */
export function loadAtFirstUse(origin: string): Load | null {
  return index("python", "firstUses").get(origin) ?? null;
}

/** The option of a settings class that names its file. */
export const settingsLoad = rows.python.find(({ option }) => option) as Load;
export const settingsOption = settingsLoad.option as NonNullable<Load["option"]>;

export function loadsOf(language: keyof typeof rows): readonly Load[] {
  return rows[language];
}

const indexes = new Map<string, Map<string, Load>>();

function index(language: keyof typeof rows, key: "calls" | "imports" | "firstUses"): Map<string, Load> {
  const known = indexes.get(language + key);
  if (known !== undefined) return known;
  const made = new Map(
    rows[language].flatMap((load) => load[key]?.map((word) => [word, load] as const) ?? []),
  );
  indexes.set(language + key, made);
  return made;
}

/** The names of a Python module that belong to loaders. */
export function loaderNames(module: string): string[] {
  const words = rows.python.flatMap(({ calls = [], firstUses = [] }) => [...calls, ...firstUses]);
  const below = words.flatMap((word) =>
    word.startsWith(`${module}.`) ? (/^\w+/.exec(word.slice(module.length + 1))?.[0] ?? []) : [],
  );
  return [...new Set(below)];
}

/** The Python module by which the calls of a package's loader come: "dotenv" of python-dotenv. */
export function pythonModuleOf(pack: string): string | null {
  const load = rows.python.find((one) => one.package === pack && (one.calls ?? one.firstUses));
  return (load?.calls ?? load?.firstUses)?.[0]?.split(".")[0] ?? null;
}

/** The module that Python code loads a .env with where nothing else is said. */
export const pythonLoader: string = pythonModuleOf("python-dotenv") as string;

/**
 * The module of JavaScript that has what is called, and the way to it inside: "@nestjs/config" and "ConfigModule.forRoot". The
 * way is empty where the module itself is called.
 */
export function moduleOfCall(word: string, pack: string | null): { module: string; path: string[] } {
  const from = pack !== null && word.startsWith(pack) ? pack.length : 0;
  const dot = word.indexOf(".", from);
  if (dot < 0) return { module: word, path: [] };
  return { module: word.slice(0, dot), path: word.slice(dot + 1).split(".") };
}
