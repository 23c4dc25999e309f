import path from "node:path";
import { readText } from "../../files.ts";
import { type Gathered, variable } from "./state.ts";

/**
 * The variables of a Makefile, as far as they are plain: `A = x`, `A ?= x`, `A := $(B)/x`, and what an `include` of a .env
 * brings. The command line comes first, then the file, then the environment (GNU make, "How Variables Get Their Values").
 */
export class MakeVariables {
  readonly #values: Map<string, string>;
  readonly #given: ReadonlyMap<string, string>;
  readonly #to: Gathered;
  /** Names that recipes find in their environment by `export`, besides those of the environment itself. */
  readonly exported: Set<string>;

  constructor(lines: readonly string[], given: ReadonlyMap<string, string>, cwd: string, to: Gathered) {
    this.#values = new Map([
      ["MAKE", "make"],
      ["CURDIR", cwd],
      ["PWD", cwd],
    ]);
    this.#given = given;
    this.#to = to;
    this.exported = new Set();
    let all = false;
    for (const line of lines) {
      if (line.startsWith("\t")) continue;
      const include = /^-?s?include\s+(\S+)\s*$/.exec(line)?.[1];
      if (include) this.#include(include, cwd);
      const bare = /^export(?:\s+([\w\s]+))?$/.exec(line.trim());
      if (bare) all ||= bare[1] === undefined;
      for (const name of bare?.[1]?.split(/\s+/) ?? []) this.exported.add(name);
      this.#assign(line);
    }
    if (all || lines.some((line) => /^\.EXPORT_ALL_VARIABLES\s*:/.test(line)))
      for (const name of this.#values.keys()) this.exported.add(name);
    for (const name of ["MAKE", "CURDIR", "PWD"]) this.exported.delete(name);
  }

  value(name: string): string | undefined {
    return this.#given.get(name) ?? this.#values.get(name) ?? variable(this.#to, name);
  }

  /** A recipe line with its references put in; null where one is a function of make, or not known. */
  expand(line: string): string | null {
    let known = true;
    const text = line.replace(/\$(?:\$|\((\w+)\)|\{(\w+)\}|([({]))/g, (whole, a, b, open) => {
      if (whole === "$$") return "$$";
      const value = open ? undefined : this.value((a ?? b) as string);
      if (value === undefined || /\$/.test(value)) known = false;
      return value ?? "";
    });
    return known ? text : null;
  }

  #assign(line: string): void {
    const match =
      /^(?:export\s+)?(?:override\s+)?([A-Za-z_]\w*)\s*(\?|:{1,3}|\+)?=\s*(.*?)\s*(?:\s#.*)?$/.exec(line);
    if (!match) return;
    const [, name, kind, written] = match as unknown as [string, string, string | undefined, string];
    if (/^export\s/.test(line)) this.exported.add(name);
    if (kind === "?" && this.value(name) !== undefined) return;
    const value = this.expand(written)?.replaceAll("$$", "$");
    // What a function of make gives is not known; `$()` says so.
    if (value === undefined || kind === "+") this.#values.set(name, "$()");
    else this.#values.set(name, value);
  }

  #include(word: string, cwd: string): void {
    const file = this.expand(word);
    const text = file === null ? null : readText(path.resolve(cwd, file));
    if (file === null || text === null) return;
    for (const line of text.split(/\r?\n/)) this.#assign(line);
  }
}
