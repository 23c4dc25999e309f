import path from "node:path";
import type { Place } from "../../finding.ts";
import { evaluateTest, expandWord, type ShellScope } from "./shell-expand.ts";
import { envLoops } from "./shell-loops.ts";
import { plain, type ShellCommand, type ShellWord, shellCommands } from "./shell-words.ts";
import { addEnvFile, type Gathered, isFile, type Step } from "./state.ts";

/** Commands that are never the program that a script starts. */
const helpers = new Set(
  (
    ": . [ [[ alias break builtin cat cd chmod chown command continue cp curl date declare dirname echo eval exit export " +
    "false fi install kill let ln local ls mkdir mktemp mv nc pg_isready popd printf pushd pwd read readonly return rm " +
    "sed set shift shopt sleep source test touch trap true type typeset ulimit umask unalias unset wait wget which"
  ).split(" "),
);
const keywords = new Set(["then", "do", "done", "esac", "{", "}", "!", "time"]);
const assignment = /^([A-Za-z_]\w*)=/;

interface Candidate {
  step: Step;
  env: Record<string, string>;
  exec: boolean;
  /** It is run whatever the tests of the script say. */
  sure: boolean;
  steps: number;
}

/** A branch of `if`: what its condition says, null where that cannot be told. */
interface Branch {
  condition: boolean | null;
  inCondition: boolean;
  done: boolean;
  aboutFile: boolean;
}

/**
 * Reads a script as its shell does and gives the program that it starts: what it `exec`s, otherwise its last command that
 * is no helper. On the way: `cd`, `export`, `set -a` and the .env files it sources. Branches whose test can be told
 * without running anything (files, variables) are decided, of the others both are read.
 *
 * @param at where the text stands; `line` is that of its first line when `lines` is true, else every command is there
 */
export function readShell(
  text: string,
  from: { cwd: string; at: Place | null; lines: boolean; self?: string; args?: string[] },
  to: Gathered,
): Step | null {
  const scope: ShellScope = {
    cwd: from.cwd,
    self: from.self ?? "sh",
    args: from.args ?? [],
    variables: { ...to.environment, ...to.env },
    expanded: to.expanded,
  };
  const exported: Record<string, string> = {};
  const branches: Branch[] = [];
  const candidates: Candidate[] = [];
  let exportAll = false;
  let status: boolean | null = true;
  let steps = 0;

  for (const command of shellCommands(text)) {
    const words = keyword(command, branches);
    if (words.length === 0) continue;
    const dead = branches.find((b) => !b.inCondition && b.condition === false);
    const skipped: boolean =
      dead !== undefined ||
      (command.before === "&&" && status === false) ||
      (command.before === "||" && status !== false) ||
      command.before === "|";
    const place: Place | null =
      from.at && from.lines ? { file: from.at.file, line: (from.at.line ?? 1) + command.line - 1 } : from.at;
    status = skipped ? status : run(words, place, command);
    if (skipped && isSource(words) && (dead ? dead.aboutFile : command.before === "&&"))
      sourceFile(words, place, true);
    const branch = branches.at(-1);
    if (branch?.inCondition && !skipped) {
      branch.condition = status;
      branch.aboutFile =
        /^(\[\[?|test)$/.test(plain(words[0] ?? [])) && / -[fers] /.test(words.map(plain).join(" "));
    }
  }

  for (const loop of envLoops(text)) {
    const [file] = expandWord(loop.file, scope);
    const line = (from.at?.line ?? 1) + loop.line - 1;
    const at = from.at && from.lines ? { file: from.at.file, line } : from.at;
    if (file) addLines(file, at, loop.verbatim, loop.how);
  }
  const chosen = candidates.find((c) => c.exec) ?? candidates.at(-1);
  if (!chosen) return null;
  to.steps.push({ text, cwd: from.cwd });
  Object.assign(to.env, chosen.env);
  if (steps > 1) to.alone = false;
  if (chosen.exec && chosen.sure) to.execs = true;
  return chosen.step;

  function run(words: ShellWord[], place: Place | null, command: ShellCommand): boolean | null {
    const own: Record<string, string> = {};
    let rest = words;
    for (let m = assigned(rest[0]); m; m = assigned(rest[0])) {
      own[m.name] = expandWord(m.value, scope).join(" ");
      rest = rest.slice(1);
    }
    if (rest.length === 0) {
      Object.assign(scope.variables, own);
      for (const name of Object.keys(own))
        if (exportAll || name in exported) exported[name] = own[name] as string;
      return true;
    }
    const before = plain(rest[0] ?? []) === ":" ? { ...scope.variables } : null;
    let argv = rest.flatMap((word) => expandWord(word, scope));
    const name = argv[0] ?? "";
    // `: "${REGION:=eu}"` does nothing but give a variable its default.
    for (const [given, value] of before ? Object.entries(scope.variables) : [])
      if (value !== undefined && value !== before?.[given] && (exportAll || given in exported))
        exported[given] = value;
    if (name === "[" || name === "test" || name === "[[") {
      // What a sourced file may have set is not known here.
      const exact = { ...scope, unsetIsEmpty: to.envFiles.length === 0 };
      return evaluateTest(
        rest.flatMap((word) => expandWord(word, exact)),
        scope.cwd,
      );
    }
    if (name === "true" || name === ":") return true;
    if (name === "false") return false;
    if (name === "set") exportAll = setAll(argv, exportAll);
    else if (name === "cd" && argv[1] !== undefined) scope.cwd = path.resolve(scope.cwd, argv[1]);
    else if (name === "export" || name === "declare" || name === "typeset")
      exportNames(rest.slice(1), argv, place);
    else if (name === "eval") envOf(rest.map(plain).join(" "), place);
    else if (isSource(rest)) sourceFile(rest, place, false);
    if (isSource(rest) || (helpers.has(name) && !(name === "command" && argv[1] !== "-v"))) return null;

    const exec = name === "exec";
    if (exec) argv = argv.slice(argv[1] === "-a" ? 3 : argv[1]?.startsWith("-") ? 2 : 1);
    if (argv.length === 0) return null;
    if (name === "env") envOf(rest.map(plain).join(" "), place);
    steps++;
    const step = { argv, cwd: scope.cwd, at: place };
    const sure = branches.every((b) => b.condition === true && !b.inCondition) && command.before !== "||";
    candidates.push({ step, env: { ...exported, ...own }, exec: exec && command.after !== "&", sure, steps });
    return null;
  }

  function exportNames(words: ShellWord[], argv: string[], place: Place | null): void {
    if (envOf(words.map(plain).join(" "), place)) return;
    words.forEach((word, i) => {
      const m = assigned(word);
      const name = m?.name ?? argv[i + 1] ?? "";
      if (m) scope.variables[m.name] = expandWord(m.value, scope).join(" ");
      const value = scope.variables[name];
      if (/^[A-Za-z_]\w*$/.test(name) && value !== undefined) exported[name] = value;
    });
  }

  /** `export $(grep -v '^#' .env | xargs)` and its sisters: a .env file whose lines become exports. */
  function envOf(written: string, place: Place | null): boolean {
    const [how = "", file] = /\$\(.*?([^\s'"<|()]*\.env[\w.-]*).*\)/.exec(written) ?? [];
    if (file === undefined) return false;
    addLines(file, place, !/\b(xargs|eval|sed|tr|jq)\b/.test(how), how);
    return true;
  }

  /** A substitution or a loop hands the lines of the file on as they stand, unless something takes their quotes off. */
  function addLines(file: string, at: Place | null, verbatim: boolean, how: string): void {
    addEnvFile(to, { argv: [], cwd: scope.cwd, at }, file, verbatim ? "docker" : "bash", {
      override: true,
      how,
      ...(verbatim ? { verbatim } : {}),
    });
  }

  function sourceFile(words: ShellWord[], place: Place | null, optional: boolean): void {
    const file = expandWord(words[1] ?? [], scope)[0];
    if (file === undefined) return;
    if (/[\\/](bin|Scripts)[\\/]activate$/.test(file)) activate(path.resolve(scope.cwd, file));
    if (!isEnvFile(file)) return;
    addEnvFile(to, { argv: [], cwd: scope.cwd, at: place }, file, "bash", {
      optional,
      override: true,
      how: words.map(plain).join(" "),
      ...(exportAll ? {} : { exported: false }),
    });
  }

  /** A virtual environment is switched on: its programs come first. */
  function activate(script: string): void {
    const bin = path.dirname(script);
    exported["VIRTUAL_ENV"] = path.dirname(bin);
    exported["PATH"] = [bin, scope.variables["PATH"]].filter(Boolean).join(path.delimiter);
  }

  function isEnvFile(file: string): boolean {
    if (path.basename(file) === "activate") return false;
    if (/(^|[./_-])env([./_-]|$)/i.test(path.basename(file))) return true;
    return exportAll && isFile(path.resolve(scope.cwd, file));
  }
}

/** Follows `if`, `elif`, `else`, `fi` and gives the words of the command without its keywords. */
function keyword(command: ShellCommand, branches: Branch[]): ShellWord[] {
  let words = command.words;
  for (;;) {
    const first = plain(words[0] ?? []);
    const branch = branches.at(-1);
    if (first === "if") branches.push({ condition: null, inCondition: true, done: false, aboutFile: false });
    else if (first === "elif" && branch) {
      branch.done ||= branch.condition === true;
      branch.condition = null;
      branch.inCondition = true;
    } else if (first === "then" && branch) {
      branch.inCondition = false;
      if (branch.done) branch.condition = false;
    } else if (first === "else" && branch) {
      const known = branch.done || branch.condition === true;
      branch.condition = known ? false : branch.condition === false ? true : null;
    } else if (first === "fi") branches.pop();
    else if (
      first === "while" ||
      first === "until" ||
      first === "for" ||
      first === "case" ||
      first === "function"
    )
      return [];
    else if (!keywords.has(first)) return words;
    words = words.slice(1);
    if (words.length === 0) return [];
  }
}

function isSource(words: ShellWord[]): boolean {
  const name = plain(words[0] ?? []);
  return name === "." || name === "source";
}

function assigned(word: ShellWord | undefined): { name: string; value: ShellWord } | null {
  const first = word?.[0];
  if (first?.kind !== "text" || first.quoted) return null;
  const m = assignment.exec(first.text);
  if (!m || !word) return null;
  const rest = first.text.slice(m[0].length);
  // An assignment is never split at blanks: its parts count as quoted.
  const value = [{ ...first, text: rest }, ...word.slice(1)].map((part) => ({ ...part, quoted: true }));
  return { name: m[1] as string, value };
}

function setAll(argv: string[], before: boolean): boolean {
  let all = before;
  argv.forEach((word, i) => {
    if (/^-[a-z]*a[a-z]*$/.test(word) || (word === "-o" && argv[i + 1] === "allexport")) all = true;
    if (/^\+[a-z]*a[a-z]*$/.test(word) || (word === "+o" && argv[i + 1] === "allexport")) all = false;
  });
  return all;
}
