import path from "node:path";
import { isFile } from "../files.ts";
import type { Place } from "../finding.ts";
import { type Branch, followBranches } from "./branches.ts";
import { type ShellCommand, shellCommands } from "./commands.ts";
import { envLoops } from "./env-loops.ts";
import { expandWord, type ShellScope } from "./expand.ts";
import { Exports } from "./exports.ts";
import { isNamedEnv, isSource, type ScriptFile, substitutedFile } from "./script-file.ts";
import { assigned, setAll, textOf } from "./sourced.ts";
import { evaluateTest } from "./test.ts";
import { plain, type ShellWord } from "./words.ts";

export interface Script {
  text: string;
  cwd: string;
  /** Where the text is; `line` is that of its first line when `lines` is true, else every command is there. */
  at: Place | null;
  lines: boolean;
  /** `$0`, and the arguments. */
  self?: string;
  args?: string[];
  variables: Record<string, string | undefined>;
  /** Files were sourced before it: what they may have set is not known. */
  sourced: boolean;
  /** Remembers which variable a word came from. */
  expanded: Map<string, string>;
}

/** What a script does, as far as it can be told without running it. */
export interface ScriptRead {
  /** What it starts; null where it is not one of its commands. */
  program: { argv: string[]; cwd: string; at: Place | null } | null;
  /** What it gives that program in addition to the environment. */
  env: Record<string, string>;
  /** The .env files that it brings in, in its order. */
  files: ScriptFile[];
  /** It runs more than that program. */
  several: boolean;
  /** It hands over to it by `exec`, whatever it finds. */
  execs: boolean;
  /** Names that it takes out of the environment. */
  unset: { name: string; at: Place | null }[];
  /** Names in `set NAME=value`: cmd sets a variable by it, a shell of Unix only its own arguments. */
  setInVain: { name: string; at: Place | null }[];
}

/**
 * Reads a script as its shell does and gives the program that it starts: what it `exec`s, otherwise its last command that
 * is no helper. On the way: `cd`, `export`, `set -a` and the .env files it sources. Branches whose test can be told
 * without running anything (files, variables) are decided, of the others both are read.
 */
export function readScript(script: Script): ScriptRead {
  return new ScriptReader(script).read();
}

/** Commands that are never the program that a script starts. */
const helpers = new Set(
  (
    ": . [ [[ alias break builtin cat cd chmod chown command continue cp curl date declare dirname echo eval exit export " +
    "false fi install kill let ln local ls mkdir mktemp mv nc pg_isready popd printf pushd pwd read readonly return rm " +
    "sed set shift shopt sleep source test touch trap true type typeset ulimit umask unalias unset wait wget which"
  ).split(" "),
);

interface Candidate {
  program: NonNullable<ScriptRead["program"]>;
  env: Record<string, string>;
  exec: boolean;
  /** It is run whatever the tests of the script say. */
  sure: boolean;
}

class ScriptReader {
  readonly #script: Script;
  readonly #scope: ShellScope;
  readonly #exports: Exports;
  readonly #branches: Branch[] = [];
  readonly #candidates: Candidate[] = [];
  readonly #files: ScriptFile[] = [];
  readonly #unset: ScriptRead["unset"] = [];
  readonly #setInVain: ScriptRead["setInVain"] = [];
  /** Scripts that are sourced one in the other; `place`: where the outermost is. */
  #inside: { depth: number; place: Place | null } = { depth: 0, place: null };

  constructor(script: Script) {
    this.#script = script;
    const { cwd, self = "sh", args = [], variables, expanded } = script;
    this.#scope = { cwd, self, args, variables: { ...variables }, expanded };
    this.#exports = new Exports(this.#scope.variables, variables);
  }

  read(): ScriptRead {
    const { text } = this.#script;
    let status: boolean | null = true;
    for (const command of shellCommands(text)) status = this.#command(command, status);
    for (const loop of envLoops(text)) {
      const [file] = expandWord(loop.file, this.#scope);
      if (file) this.#addLines(file, this.#place(loop.line), loop.verbatim, loop.how);
    }
    const chosen = this.#candidates.find((c) => c.exec) ?? this.#candidates.at(-1);
    this.#exports.notePassed();
    return {
      program: chosen?.program ?? null,
      env: chosen?.env ?? {},
      files: this.#files,
      unset: this.#unset,
      setInVain: this.#setInVain,
      several: this.#candidates.length > 1,
      execs: chosen?.exec === true && chosen.sure,
    };
  }

  #place(line: number): Place | null {
    const { at, lines } = this.#script;
    if (this.#inside.depth > 0) return this.#inside.place;
    return at && lines ? { file: at.file, line: (at.line ?? 1) + line - 1 } : at;
  }

  /** Follows one command and gives its status, which is null where it cannot be told. */
  #command(command: ShellCommand, before: boolean | null): boolean | null {
    const words = followBranches(command, this.#branches);
    if (words.length === 0) return before;
    const dead = this.#branches.find((b) => !b.inCondition && b.condition === false);
    const skipped =
      dead !== undefined ||
      (command.before === "&&" && before === false) ||
      (command.before === "||" && before !== false) ||
      command.before === "|";
    const place = this.#place(command.line);
    if (skipped) {
      if (isSource(words) && (dead ? dead.aboutFile : command.before === "&&"))
        this.#source(words, place, true);
      return before;
    }
    const status = this.#run(words, place, command);
    const branch = this.#branches.at(-1);
    if (branch?.inCondition) {
      branch.condition = status;
      branch.aboutFile =
        /^(\[\[?|test)$/.test(plain(words[0] ?? [])) && / -[fers] /.test(words.map(plain).join(" "));
    }
    return status;
  }

  #run(words: ShellWord[], place: Place | null, command: ShellCommand): boolean | null {
    const scope = this.#scope;
    const own: Record<string, string> = {};
    let rest = words;
    for (let m = assigned(rest[0]); m; m = assigned(rest[0])) {
      this.#exports.assign(own, m.name, expandWord(m.value, scope).join(" "));
      rest = rest.slice(1);
    }
    if (rest.length === 0) {
      Object.assign(scope.variables, own);
      for (const name of Object.keys(own)) this.#exports.changed(name, own[name]);
      return true;
    }
    const argv = this.#expand(rest);
    const [name = ""] = argv;
    if (name === "[" || name === "test" || name === "[[") return this.#test(rest);
    if (name === "true" || name === ":") return true;
    if (name === "false") return false;
    if (name === "set") {
      this.#exports.all = setAll(argv, this.#exports.all);
      const word = /^([A-Za-z_]\w*)=/.exec(argv[1] ?? "")?.[1];
      if (word !== undefined) this.#setInVain.push({ name: word, at: place });
    }
    if (name === "cd" && argv[1] !== undefined) scope.cwd = path.resolve(scope.cwd, argv[1]);
    else if (name === "export" || name === "declare" || name === "typeset")
      this.#export(rest.slice(1), argv, place);
    else if (name === "unset") this.#takeOut(argv.slice(1), place);
    else if (name === "eval") this.#linesOf(rest, place);
    else if (isSource(rest)) this.#source(rest, place, false);
    if (isSource(rest) || (helpers.has(name) && !(name === "command" && argv[1] !== "-v"))) return null;
    if (name === "env") this.#linesOf(rest, place);
    this.#candidate(argv, own, place, command);
    return null;
  }

  #takeOut(names: readonly string[], at: Place | null): void {
    for (const name of names.filter((one) => /^[A-Za-z_]\w*$/.test(one))) {
      this.#exports.remove(name);
      this.#unset.push({ name, at });
    }
  }

  #candidate(
    argv: string[],
    own: Record<string, string>,
    at: Place | null,
    { before, after }: ShellCommand,
  ): void {
    const exec = argv[0] === "exec";
    const words = exec ? argv.slice(argv[1] === "-a" ? 3 : argv[1]?.startsWith("-") ? 2 : 1) : argv;
    if (words.length === 0 || (this.#inside.depth > 0 && !exec)) return;
    this.#candidates.push({
      program: { argv: words, cwd: this.#scope.cwd, at },
      env: { ...this.#exports.env, ...own },
      exec: exec && after !== "&",
      sure: this.#branches.every((b) => b.condition === true && !b.inCondition) && before !== "||",
    });
  }

  #expand(words: ShellWord[]): string[] {
    const { variables } = this.#scope;
    const before = plain(words[0] ?? []) === ":" ? { ...variables } : null;
    const argv = words.flatMap((word) => expandWord(word, this.#scope));
    // `: "${REGION:=eu}"` does nothing but give a variable its default.
    for (const [name, value] of before ? Object.entries(variables) : [])
      if (value !== before?.[name]) this.#exports.changed(name, value);
    return argv;
  }

  #test(words: ShellWord[]): boolean | null {
    // What a sourced file may have set is not known here.
    const exact = { ...this.#scope, unsetIsEmpty: !this.#script.sourced && this.#files.length === 0 };
    return evaluateTest(
      words.flatMap((word) => expandWord(word, exact)),
      this.#scope.cwd,
    );
  }

  #export(words: ShellWord[], argv: string[], place: Place | null): void {
    if (this.#linesOf(words, place)) return;
    words.forEach((word, i) => {
      const m = assigned(word);
      if (m) this.#exports.assign(this.#scope.variables, m.name, expandWord(m.value, this.#scope).join(" "));
      this.#exports.mark(m?.name ?? argv[i + 1] ?? "");
    });
  }

  /** `export $(grep -v '^#' .env | xargs)` and its sisters: a .env file whose lines become exports. */
  #linesOf(words: ShellWord[], place: Place | null): boolean {
    const written = substitutedFile(words);
    if (written === null) return false;
    if (written.names) this.#exports.markAllSourced();
    else this.#addLines(written.file, place, written.verbatim, written.how);
    return true;
  }

  /** A substitution or a loop hands the lines of the file on as they stand, unless something takes their quotes off. */
  #addLines(file: string, at: Place | null, verbatim: boolean, how: string): void {
    this.#files.push({
      file,
      cwd: this.#scope.cwd,
      at,
      dialect: verbatim ? "docker" : "bash",
      how,
      ...(verbatim ? { verbatim } : {}),
    });
  }

  #source(words: ShellWord[], at: Place | null, optional: boolean): void {
    const { cwd } = this.#scope;
    const [file] = expandWord(words[1] ?? [], this.#scope);
    if (file === undefined) return;
    if (/[\\/](bin|Scripts)[\\/]activate$/.test(file)) this.#activate(path.resolve(cwd, file));
    const absolute = path.resolve(cwd, file);
    if (!this.#isEnvFile(file)) {
      this.#follow(absolute, at);
      return;
    }
    const found: ScriptFile = {
      file,
      cwd,
      at,
      dialect: "bash",
      how: words.map(plain).join(" "),
      ...(optional ? { optional } : {}),
    };
    this.#files.push(found);
    this.#exports.source(found, absolute);
  }

  /** Another script that is sourced does what it does in this one. */
  #follow(file: string, at: Place | null): void {
    if (this.#inside.depth >= 3) return;
    const outer = this.#inside;
    const branches = this.#branches.splice(0);
    this.#inside = { depth: outer.depth + 1, place: outer.place ?? at };
    let status: boolean | null = true;
    for (const command of shellCommands(textOf(file))) status = this.#command(command, status);
    this.#branches.splice(0, this.#branches.length, ...branches);
    this.#inside = outer;
  }

  /** A virtual environment is switched on: its programs come first. */
  #activate(script: string): void {
    const bin = path.dirname(script);
    const { env } = this.#exports;
    env["VIRTUAL_ENV"] = path.dirname(bin);
    env["PATH"] = [bin, this.#scope.variables["PATH"]].filter(Boolean).join(path.delimiter);
  }

  #isEnvFile(file: string): boolean {
    const name = path.basename(file);
    if (name === "activate") return false;
    return isNamedEnv(name) || (this.#exports.all && isFile(path.resolve(this.#scope.cwd, file)));
  }
}
