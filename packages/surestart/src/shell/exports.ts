import type { ShellScope } from "./expand.ts";
import type { ScriptFile } from "./script-file.ts";
import { namesSetIn } from "./sourced.ts";

/** Which variables of a script reach the program that it starts. */
export class Exports {
  /** What the program is given in addition to the environment. */
  readonly env: Record<string, string> = {};
  /** `set -a`: whatever is assigned from here on. */
  all = false;
  readonly #variables: ShellScope["variables"];
  readonly #inherited: Record<string, string | undefined>;
  /** Names that some `export` names. */
  readonly #marked = new Set<string>();
  /** For files that are sourced without `set -a`: the names that they set. */
  readonly #sourced = new Map<ScriptFile, string[]>();

  constructor(variables: ShellScope["variables"], inherited: Record<string, string | undefined>) {
    this.#variables = variables;
    this.#inherited = inherited;
  }

  /** `NAME=$NAME` passes on what a sourced file has set; under another name its value is not known here. */
  assign(to: Record<string, string | undefined>, name: string, value: string): void {
    const from = /^\$\{?(\w+)\}?$/.exec(value)?.[1];
    const sourced = from !== undefined && [...this.#sourced.values()].some((names) => names.includes(from));
    if (sourced && from === name) this.#marked.add(name);
    else to[name] = sourced ? `\${${from}}` : value;
  }

  /** A variable has this value now: so has the program, where it is exported. */
  changed(name: string, value: string | undefined): void {
    if (value !== undefined && (this.all || name in this.env)) this.env[name] = value;
  }

  /** `export NAME` */
  mark(name: string): void {
    this.#marked.add(name);
    const value = this.#variables[name];
    if (/^[A-Za-z_]\w*$/.test(name) && value !== undefined) this.env[name] = value;
  }

  markAllSourced(): void {
    for (const names of this.#sourced.values()) for (const name of names) this.#marked.add(name);
  }

  remove(name: string): void {
    this.#variables[name] = undefined;
    delete this.env[name];
  }

  /** A .env file is sourced: without `set -a`, only names that are exported somewhere reach the program. */
  source(file: ScriptFile, absolute: string): void {
    if (this.all) return;
    const { names, marked, exportAll } = namesSetIn(absolute);
    this.#sourced.set(file, names);
    for (const name of marked) this.#marked.add(name);
    this.all = exportAll;
  }

  /** Notes at each sourced file which of its names reach the program. */
  notePassed(): void {
    for (const [file, names] of this.#sourced) file.passes = names.filter((name) => this.#isPassedOn(name));
  }

  /** A name that is in the environment already stays there, whatever sets it again. */
  #isPassedOn(name: string): boolean {
    return this.#marked.has(name) || name in this.env || this.#inherited[name] !== undefined;
  }
}
