import type { Diagnosis } from "../diagnose.ts";
import { catalogue } from "../diagnoses/index.ts";
import type { Facts, StartCommand } from "../facts.ts";
import type { Code } from "../finding.ts";
import { readCrash } from "../launch/crash.ts";

/**
 * The diagnoses that know an error text, in the order of the catalogue: those whose signs find it in the last words of a
 * program, and those whose pages quote it. Where there are none, those that know the error code in it, then those whose pages
 * mention it.
 */
export function diagnosesKnowing(text: string): Diagnosis[] {
  const [code] = /\b(?:E[A-Z]{4,}|ERR_\w+|WinError \d+)\b|\bErrno -?\d+/.exec(text) ?? [];
  for (const asked of code === undefined ? [text] : [text, code]) {
    const found = foundIn(asked);
    const know = catalogue.filter((one) => found.has(one.code) || one.page.says?.some(quotes(asked)));
    if (know.length > 0) return know;
  }
  return catalogue.filter(({ page }) => mentions(page, text));
}

/** What the catalogue finds when a program of any language ends with this text and nothing else is known. */
function foundIn(text: string): Set<Code> {
  const found = new Set<Code>();
  for (const language of [null, "python", "javascript"] as const)
    for (const output of [text.split("\n"), [`Error: ${text}`]])
      for (const { code } of saying(endingWith(output, language))) found.add(code);
  return found;
}

/** Those that have something to say of a run. What any error at all would be given knows nothing of this one. */
function saying(facts: Facts): readonly Diagnosis[] {
  return catalogue.filter(
    ({ stage, fallback, judge }) => stage !== "D" && !fallback && judge(facts).length > 0,
  );
}

/** A part of a line that programs say; or a whole one, with everything that does not differ from program to program. */
function quotes(text: string): (said: string) => boolean {
  const asked = plain(text);
  const words = wholeWords(asked);
  return (said) => {
    const line = plain(said);
    if (words.test(line)) return true;
    let from = 0;
    for (const part of line.split("…")) {
      const at = asked.indexOf(part.trim(), from);
      if (at < 0) return false;
      from = at + part.trim().length;
    }
    return true;
  };
}

/** What is in quotes differs from program to program; that it is a path does not. */
function plain(text: string): string {
  return text.toLowerCase().replace(/(["'`])(\.{0,2}\/)?.*?\1/g, "$2…");
}

function mentions({ what, why, causes, not }: Diagnosis["page"], text: string): boolean {
  return wholeWords(text.toLowerCase()).test([what, why, ...causes, not].join("\n").toLowerCase());
}

/** Finds a text between the words of another; too little of it is found nowhere, and a whole log, which is no pattern, neither. */
function wholeWords(text: string): RegExp {
  if (text.length < 4 || text.length > 1000 || /^\W*(error|exception|failed|failure|warning)\W*$/.test(text))
    return /(?!)/;
  return new RegExp(`(?<![\\w-])${text.replace(/[^\w\s]/g, "\\$&")}(?![\\w-])`);
}

/** A failed run of which nothing is known but its last words. */
function endingWith(output: string[], language: StartCommand["language"]): Facts {
  return {
    stage: "run",
    project: { dir: "/", root: "/", stack: [], production: false, git: false },
    command: language && {
      argv: ["program"],
      from: "argument",
      program: ["program"],
      at: null,
      through: [],
      cwd: "/",
      language,
      server: null,
      entry: null,
      importDirs: [],
      env: {},
      envFiles: [],
      port: null,
      host: null,
      reloads: false,
    },
    env: { files: [], loaders: [], otherLoaders: [], environment: {}, variables: [], loadedByRun: null },
    source: {
      files: [],
      reached: [],
      reads: [],
      loads: [],
      listens: [],
      imports: [],
      names: [],
      broken: [],
    },
    runtime: {
      interpreter: null,
      executable: "/program",
      executableNear: [],
      venvs: [],
      manifests: [],
      nodeModulesMissing: null,
      packages: [],
      version: [],
      buildMissing: null,
    },
    port: { wanted: null, invalid: null, host: null },
    services: [],
    run: {
      outcome: "failed",
      ended: "exited",
      exit: { code: 1, signal: null },
      spawnError: null,
      pid: null,
      port: { wanted: null, used: null, given: null, told: null, movedBecause: null },
      listening: [],
      connections: [],
      health: null,
      probes: [],
      output,
      crash: readCrash(output, { dir: "/" }),
      errorsInLog: [],
      loaded: null,
      ms: 0,
    },
  };
}
