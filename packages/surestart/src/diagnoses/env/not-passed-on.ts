import { defineDiagnosis } from "../../diagnose.ts";
import type { Drop, Facts } from "../../facts.ts";
import type { Place } from "../../finding.ts";
import { toolNamed } from "../../known/_tools.ts";
import { wholeName } from "../../literally.ts";
import { crashNames, listed } from "../_lookup.ts";

interface Evidence {
  names: string[];
  at: Place;
  /** What keeps them back, where that is known. */
  drop: Drop | null;
  sure: boolean;
}

export default defineDiagnosis({
  code: "env/not-passed-on",
  since: "0.1.0",
  stage: "R",
  detect: (facts): Evidence[] => {
    const crash = facts.run?.outcome === "failed" ? facts.run.crash : null;
    if (!crash?.at) return [];
    const { names, sure } = lacked(facts);
    const [first] = names;
    if (first === undefined) return [];
    const read = facts.source.reads.find((r) => r.name === first && r.at.file === crash.at?.file);
    const line = names.length === 1 && read ? read.at : crash.at;
    const drop = facts.command?.drops?.find((one) => names.some((name) => holdsBack(one, name))) ?? null;
    return [{ names, at: line, drop, sure }];
  },
  about: ({ names }) => names.map((name) => `absent ${name}` as const),
  finding: ({ names, at, drop, sure }) => {
    const them = listed(names);
    const are = names.length > 1 ? "are" : "is";
    const it = names.length > 1 ? "them" : "it";
    return {
      severity: "error",
      confidence: sure || drop ? "certain" : "likely",
      role: "crash",
      title: drop
        ? `${them} ${are} set, but ${drop.by} ${drop.names ? `removes ${it}` : `does not pass ${it} on`}`
        : `${them} ${are} set for the command, but the program does not get ${it}`,
      detail: `The environment in which the command is started has ${them}; ${at.file} needs ${it} and gets nothing. ${
        drop
          ? `${drop.by} is between the two${drop.keeps ? " and gives the program only the variables that it is told to" : ""}.`
          : "Something that the command runs starts the program with a different environment."
      }`,
      at,
      also: drop?.at ? [{ ...drop.at, note: `${drop.by} does not pass ${it} on` }] : [],
    };
  },
  fixes: ({ names, drop }) => [
    {
      id: "pass-on",
      title: wayThrough(drop, names),
      safety: "manual",
      changes: [],
    },
  ],
  page: {
    what: "A variable is set for the command, and something between the command and the program drops it.",
    why: "Some programs start others with a different environment: it has only what they are told to pass on.",
    causes: [
      "The strict mode of turbo (its default since 2.0), and a variable that turbo.json does not list for the task.",
      "sudo, which keeps only a few variables.",
      "`env -i`, or `unset` in a script.",
      "A program that starts the backend and lists its variables (`subprocess`, `spawn` with `env`).",
    ],
    steps: [
      "turbo: list the variable under `env` or `passThroughEnv` of the task in turbo.json.",
      "sudo: `sudo --preserve-env=NAME COMMAND`.",
      "A script: remove the `env -i` or `unset` that the finding names.",
      "A program that starts the backend: pass its own environment on, as in the example.",
    ],
    examples: [
      {
        file: "start.py",
        wrong: 'subprocess.run(command, env={"PORT": "8000"})',
        right: 'subprocess.run(command, env={**os.environ, "PORT": "8000"})',
      },
      {
        file: "start.js",
        wrong: 'spawn(command, { env: { PORT: "8000" } });',
        right: 'spawn(command, { env: { ...process.env, PORT: "8000" } });',
      },
    ],
    not: "A variable that is set nowhere is env/missing-variable; one that is in a .env that nothing loads is source/env-not-loaded.",
  },
});

/** What a person has to do. */
function wayThrough(drop: Drop | null, names: readonly string[]): string {
  const known = drop && toolNamed(drop.by)?.letsThrough;
  if (known) return known.replaceAll("{names}", names.join(","));
  if (drop?.at) return `Remove what unsets ${listed(names)} at ${drop.at.file}:${drop.at.line}`;
  return `Pass ${listed(names)} on where the program is started`;
}

/** The variables that the command has, and for want of which the program failed. */
function lacked(facts: Facts): { names: string[]; sure: boolean } {
  const { witness, env, command } = facts;
  const isSet = (name: string): boolean => Boolean(env.environment[name]) && command?.env[name] === undefined;
  const seen = (witness?.failure?.lacks ?? []).filter(
    ({ name, found }) =>
      found === "missing" &&
      isSet(name) &&
      !witness?.writes.some((one) => one.name === name && one.found === "missing"),
  );
  if (seen.length > 0)
    return {
      names: [...new Set(seen.map(({ name }) => name))],
      sure: witness?.sure === true && seen.every(({ sure }) => sure),
    };
  const asked = keyError(facts);
  if (asked !== null) return { names: isSet(asked) ? [asked] : [], sure: true };
  const names = facts.source.reads.filter(({ required }) => required).map(({ name }) => name);
  const held = [...new Set(names)].filter((name) => isSet(name) && isHeldBack(facts, name));
  return { names: held.filter((name) => isSaid(facts, name)), sure: false };
}

/** `os.environ["NAME"]` says by itself that the environment lacks it. */
function keyError({ run }: Facts): string | null {
  const crash = run?.crash;
  if (
    crash?.name !== "KeyError" ||
    !crash.frames.some(({ file }) => /^<frozen os>$|(^|\/)os\.py$/.test(file))
  )
    return null;
  return /^['"](\w+)['"]$/.exec(crash.message.trim())?.[1] ?? null;
}

/** The program's error speaks of it, or what it printed last. */
function isSaid(facts: Facts, name: string): boolean {
  const word = wholeName(name);
  return crashNames(facts, name) || (facts.run?.output ?? []).slice(-100).some((line) => word.test(line));
}

function isHeldBack({ command }: Facts, name: string): boolean {
  return command?.drops?.some((drop) => holdsBack(drop, name)) === true;
}

function holdsBack({ names, keeps = [] }: Drop, name: string): boolean {
  const fits = (one: string): boolean =>
    one.endsWith("*") ? name.startsWith(one.slice(0, -1)) : one === name;
  return names ? names.some(fits) : !keeps.some(fits);
}

export { cases } from "./_not-passed-on-cases.ts";
