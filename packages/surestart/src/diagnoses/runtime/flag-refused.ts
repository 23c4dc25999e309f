import type { Subject } from "../../compete.ts";
import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { Facts } from "../../facts.ts";
import type { Fix } from "../../finding.ts";
import { commandOf, serverOf } from "../../known/_find.ts";
import { tools } from "../../known/_tools.ts";
import { nearest } from "../../near.ts";
import { absent, setButUnseen } from "../_missing.ts";
import { serverJs } from "../_serve.ts";
import { lastWords } from "./_crash-text.ts";

interface Evidence {
  /** With its dashes, without its value. */
  flag: string;
  /** The word of the command or of the variable that has it. */
  word: string;
  /** The variable that hands it over. */
  variable?: string;
}

export default defineDiagnosis({
  code: "runtime/flag-refused",
  since: "0.1.0",
  stage: "DR",
  detect: (facts): Evidence[] => {
    const { run, runtime } = facts;
    if (run?.outcome === "healthy") return [];
    const inVariable = refusedInVariable(facts);
    if (!run) return inVariable ? [inVariable] : [];
    // An interpreter that is too old for the project does not know its flags.
    const old = runtime.version.some((v) => !v.met);
    return tools
      .flatMap(({ says }): Evidence[] => {
        const match = says?.refuses?.exec(lastWords(facts));
        const flag = match && Object.values(match.groups ?? {}).find((one) => one !== undefined);
        if (!flag) return [];
        if (inVariable?.flag === flag) return [inVariable];
        const given = givenAt(flag, facts);
        return given && !old ? [given] : [];
      })
      .slice(0, 1);
  },
  // What a file of variables would have brought is missing because the program did not run at all.
  about: ({ flag }, facts): Subject[] => [
    "fault runtime/flag-refused",
    ...(flag.startsWith("--env-file") ? absent(setButUnseen(facts)) : []),
  ],
  finding: ({ flag, word, variable }, facts) => {
    const { command, run } = facts;
    const by = command?.server ?? command?.program[0] ?? "The program";
    return {
      severity: "error",
      confidence: "certain",
      role: run ? "crash" : "would",
      title: variable ? `${flag} is not allowed in ${variable}` : `${by} does not accept ${flag}`,
      detail: variable
        ? `${variable} has ${word}. ${flag} is accepted only on the command line; with it in ${variable} the program does not start.`
        : `The start command gives it ${word}${knows(flag, facts) ? ", which it accepts in another place" : ", which this version of it does not know"}.`,
      ...(command?.at ? { at: command.at } : {}),
    };
  },
  fixes: (evidence, facts) => [fixOf(evidence, facts)],
  page: {
    what: "A flag is in a place where its program does not accept it, or the installed version does not know it.",
    why: "A program that meets an unknown flag ends before it does anything else.",
    causes: [
      "NODE_OPTIONS accepts only some of Node's flags: --env-file, --test, --eval and others belong on the command line.",
      "A flag of another server or of another version: gunicorn's --bind for uvicorn, uvicorn's --debug, which no longer exists.",
      "A flag after the subcommand that belongs before it (`flask --app shop run`), or a typing mistake.",
    ],
    steps: [
      "Move the flag to where it is accepted: out of NODE_OPTIONS to the command line, or before the subcommand.",
      "If it is a flag of another tool, use the flag of this one; `COMMAND --help` lists them.",
      "If the installed version does not know it, install one that does, or remove the flag.",
    ],
    examples: [
      {
        file: "shell",
        wrong: "NODE_OPTIONS=--env-file=.env node server.js",
        right: "node --env-file=.env server.js",
      },
      { file: "shell", wrong: "flask run --app shop", right: "flask --app shop run" },
    ],
    says: [
      "is not allowed in NODE_OPTIONS",
      "bad option: --…",
      "No such option: --…",
      "error: unrecognized arguments: --…",
    ],
    not: "A flag for which this Node is known to be too old is runtime/version-unsupported.",
  },
});

/** Before a start: what a variable for options has, and its program never takes there. */
function refusedInVariable({ command, env }: Facts): Evidence | null {
  if (!/script$/.test(command?.language ?? "") && command?.server !== "node") return null;
  for (const { optionsIn } of tools) {
    if (!optionsIn) continue;
    const { variable, refuses } = optionsIn;
    const value = command?.env[variable] ?? env.environment[variable] ?? "";
    for (const word of value.split(/\s+/)) {
      const [flag = ""] = word.split("=");
      if (/^-/.test(flag) && refuses.split(" ").includes(flag.replace(/^--?/, "")))
        return { flag, word, variable };
    }
  }
  return null;
}

/** Only a flag that the command or such a variable has: a log can speak of others. */
function givenAt(flag: string, { command, env }: Facts): Evidence | null {
  const has = (word: string): boolean => word.split("=")[0] === flag;
  const word = [...(command?.program ?? []), ...(command?.argv ?? [])].find(has);
  if (word !== undefined) return { flag, word };
  for (const { optionsIn } of tools) {
    if (!optionsIn) continue;
    const value = command?.env[optionsIn.variable] ?? env.environment[optionsIn.variable];
    const inside = value?.split(/\s+/).find(has);
    if (inside !== undefined) return { flag, word: inside, variable: optionsIn.variable };
  }
  return null;
}

/** The options that are known of this program, with their dashes. */
function optionsOf({ command }: Facts): string[] {
  const { values = "", flags = "" } = commandOf(command?.server)?.options ?? {};
  return `${values}, ${flags}`.split(/[\s,]+/).flatMap((name) => (name.length > 1 ? [`--${name}`] : []));
}

const knows = (flag: string, facts: Facts): boolean => optionsOf(facts).includes(flag);

function fixOf({ flag, word, variable }: Evidence, facts: Facts): Fix {
  const { program = [], server } = facts.command ?? {};
  const fix = (title: string, command?: string): Fix => ({
    id: "right-flag",
    title,
    safety: "manual",
    ...(command === undefined ? {} : { command }),
    changes: [],
  });
  if (variable) {
    const [first = "node", ...rest] = program;
    const node = /(^|[\\/])node(js)?$/.test(first) && flag.startsWith("--env-file");
    return fix(
      `Pass ${flag} to node on the command line, not in ${variable}`,
      node ? [first, word, ...rest].join(" ") : undefined,
    );
  }
  const at = program.indexOf(word);
  const row = commandOf(server);
  const sub = program.findIndex((one, i) => i > 0 && i < at && row?.serves?.test(one) === true);
  if (sub > 0 && knows(flag, facts)) {
    const moved = program.slice(at, word.includes("=") ? at + 1 : at + 2);
    const rest = program.filter((one) => !moved.includes(one));
    return fix(`Write ${flag} before ${program[sub]}`, rest.toSpliced(sub, 0, ...moved).join(" "));
  }
  const { port, both } = serverOf(server)?.tell ?? {};
  const tell = both ?? port;
  if (/^--(port|host|bind|address)$/.test(flag) && tell)
    return fix(
      `Pass the address in the form that ${server} accepts: ${tell.replace("{address}", "127.0.0.1:8000").replace("{port}", "8000")}`,
    );
  const meant = nearest(flag, optionsOf(facts));
  return meant
    ? fix(`Write ${meant}`, program.map((one) => (one === word ? one.replace(flag, meant) : one)).join(" "))
    : fix(`Remove ${flag}, or install a version that accepts it`);
}

export function cases(): Cases {
  const files = (script: string): Record<string, string> => ({
    "package.json": JSON.stringify({ scripts: { start: script } }),
    "server.js": serverJs,
    ".env": "PORT=8000\n",
  });
  const command = ["npm", "start"];
  const ended = (code: number, ...output: string[]) =>
    ({ outcome: "failed", ended: "exited", exit: { code, signal: null }, output }) as const;
  const app = { "main.py": "from fastapi import FastAPI\n\napp = FastAPI()\n" };
  return {
    claims: [
      {
        name: "a file of variables in NODE_OPTIONS",
        files: files("NODE_OPTIONS='--env-file=.env' node server.js"),
        command,
      },
      {
        name: "Node says it of NODE_OPTIONS",
        files: files("cross-env NODE_OPTIONS=--eval=1 node server.js"),
        command,
        run: ended(9, "node: --eval= is not allowed in NODE_OPTIONS"),
      },
      {
        name: "a flag that Node does not know",
        files: files("node --wacth server.js"),
        command,
        run: ended(9, "/usr/bin/node: bad option: --wacth"),
      },
      {
        name: "a slip of the finger, for a server of Python",
        files: app,
        command: ["/usr/bin/python3", "-m", "uvicorn", "main:app", "--realod"],
        run: ended(2, "Usage: uvicorn [OPTIONS] APP", "", "Error: No such option '--realod'."),
      },
      {
        name: "a flag of another server",
        files: app,
        command: ["/usr/bin/python3", "-m", "daphne", "main:app", "--reload"],
        run: ended(2, "daphne: error: unrecognized arguments: --reload"),
        facts: { runtime: { packages: [] } },
      },
    ],
    leaves: [
      {
        name: "a flag that NODE_OPTIONS takes",
        files: files("NODE_OPTIONS=--max-old-space-size=256 node server.js"),
        command,
      },
      {
        name: "a log that speaks of a flag",
        files: { "server.js": serverJs },
        run: { outcome: "healthy", ended: "healthy", output: ["Error: No such option '--colour'."] },
      },
    ],
  };
}
