import { loadsOf, moduleOfCall, settingsOption } from "../../known/_find-loads.ts";
import { anyOf } from "../../literally.ts";
import { javascriptLoads } from "./javascript.ts";
import { lookAtPython, usesIdle } from "./python.ts";

// A source without one of these is not looked at any closer: the name of a module, or a string in which a path ends with .env.
const hints: { javascript?: RegExp; python?: RegExp } = {};

const hintOf = {
  javascript: () =>
    (hints.javascript ??= hint(
      loadsOf("javascript").flatMap(({ calls = [], imports = [], package: name }) => [
        ...calls.flatMap((word) => {
          const { module, path } = moduleOfCall(word, name);
          // What the runtime has itself needs no import.
          return name === null ? path : [module];
        }),
        ...imports,
      ]),
    )),
  python: () =>
    (hints.python ??= hint([
      ...loadsOf("python").flatMap(({ calls = [], firstUses = [] }) =>
        [...calls, ...firstUses].map((call) => call.split(".")[0] as string),
      ),
      settingsOption.inClass,
    ])),
};

function hint(words: readonly string[]): RegExp {
  return new RegExp(`["'\`/\\\\]\\.env|${anyOf(words)}`);
}

/** Of a component of Vue or Svelte its scripts: elsewhere an apostrophe is no string. */
function scriptOf(file: string, text: string): string {
  if (!/\.(?:vue|svelte)$/.test(file)) return text;
  return [...text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/gi)].map(([, script]) => script).join("\n");
}

/**
 * Looks at sources byte by byte, without reading them for real: may anything in them load a .env? A call to a known loader, an
 * import that loads by itself, or a string that is the path of a .env. A loader that is imported and never called, a comment
 * and a sentence do not count. The names are those of the loader tables.
 */
export class MayLoad {
  readonly #idle = new Set<string>();
  readonly #python: string[] = [];

  /** @returns whether this source may load one */
  look(file: string, text: string): boolean {
    if (!file.endsWith(".py")) return hintOf.javascript().test(text) && javascriptLoads(scriptOf(file, text));
    this.#python.push(text);
    if (!hintOf.python().test(text)) return false;
    const { loads, idle } = lookAtPython(text);
    for (const name of idle) this.#idle.add(name);
    return loads;
  }

  /** Whether what was looked at so far says nothing that another file could make a load of. */
  eachByItself(): boolean {
    return this.#idle.size === 0;
  }

  /** Once every source was looked at: does one use a loader that another one imports for it? */
  acrossModules(): boolean {
    return this.#idle.size > 0 && this.#python.some((text) => usesIdle(text, this.#idle));
  }
}
