import type { Language } from "../facts.ts";
import { loadsOf, moduleOfCall } from "../known/_find-loads.ts";
import { tools } from "../known/_tools.ts";
import { anyOf } from "../literally.ts";

// What the languages have themselves.
const ofPython = /getenv|\w\.environ\b|from os import (\*|[^\n]*\benviron\b|\([^)]*\benviron\b)/;
const ofJavaScript = /import\.meta|\b(Bun|Deno)\.env/;

/** By what a file gives away a library that loads a .env or reads variables: its import, or names that nothing else has. */
const python = { modules: pythonModules(), names: pythonNames() };
const modules = javascriptModules();
const names = loadsOf("javascript").flatMap(({ calls = [], package: name }) =>
  name === null ? calls.map(lastOf) : [],
);
const libraries = {
  python: new RegExp(
    `\\b(?:import|from)[^\\n]*\\b(?:${anyOf(python.modules)})\\b|\\b(?:${anyOf(python.names)})\\b`,
  ),
  javascript: new RegExp(`["'\`](?:${anyOf(modules)})["'\`]|\\b(?:${anyOf(names)})\\b`),
};
/** One look at the bytes for these rules most files out. */
const hints = {
  python: shortest(["env", ...python.modules, ...python.names]),
  javascript: shortest(["env", "Env", ...modules, ...names]),
};

/**
 * Whether a file that nothing imports is worth parsing: it mentions a way to read variables or to load a .env, or one of the
 * project's own helpers for it (`helpers`).
 */
export function isWanted(
  text: Buffer,
  language: Language,
  helpers: readonly string[] | null = null,
): boolean {
  if (helpers) return helpers.some((name) => text.includes(name));
  const kind = language === "python" ? "python" : "javascript";
  if (!hints[kind].some((word) => text.includes(word))) return false;
  const letters = text.toString("latin1");
  if (libraries[kind].test(letters)) return true;
  if (kind === "python") return ofPython.test(letters);
  return ofJavaScript.test(letters) || (/\bprocess\b/.test(letters) && /\benv\b/.test(letters));
}

function pythonCalls(): string[] {
  return loadsOf("python").flatMap(({ calls = [], firstUses = [] }) => [...calls, ...firstUses]);
}

function pythonModules(): string[] {
  const readers = tools.flatMap(({ reads = [] }) => reads.filter(({ optional }) => !optional));
  return [...pythonCalls(), ...readers.flatMap(({ calls }) => calls)].map(moduleOf);
}

/** Functions, the classes that settings are made of, and the options of a command line that name a variable. */
function pythonNames(): string[] {
  const functions = pythonCalls()
    .map(lastOf)
    .filter((name) => name.includes("_"));
  const others = tools.flatMap(({ reads = [], settingsClass }) => [
    ...reads.flatMap(({ optional, name }) => (optional ? [name] : [])),
    ...(settingsClass
      ? [...Object.values(settingsClass.bases).flat().map(lastOf), settingsClass.config.maker]
      : []),
  ]);
  return [...functions, ...others];
}

/** Those whose schemas are told the environment elsewhere than in the file are known by it. */
function javascriptModules(): string[] {
  const loads = loadsOf("javascript").flatMap(({ calls = [], imports = [], package: name }) =>
    name === null ? [] : [...calls.map((word) => moduleOfCall(word, name).module), ...imports],
  );
  const schemas = tools.flatMap(({ schemas }) => {
    const itself = schemas?.asks || schemas?.validates?.some((one) => one.of !== "schema" || !one.input);
    return itself ? (schemas?.modules ?? []) : [];
  });
  return [...loads, ...schemas];
}

/** "starlette.config" of `starlette.config.Config`: what is in front of the class or function. */
function moduleOf(word: string): string {
  const names = word.replaceAll("()", "").split(".");
  const at = names.findIndex(
    (name, index) => index > 0 && (/^[A-Z]/.test(name) || index === names.length - 1),
  );
  return names.slice(0, at).join(".");
}

function lastOf(word: string): string {
  return word.split(".").at(-1) as string;
}

/** Those in which no other one is. */
function shortest(all: readonly string[]): string[] {
  const unique = [...new Set(all)];
  return unique.filter((word) => !unique.some((other) => other !== word && word.includes(other)));
}
