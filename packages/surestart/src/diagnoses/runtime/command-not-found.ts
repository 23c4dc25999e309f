import { defineDiagnosis } from "../../diagnose.ts";
import type { Facts, RunFacts } from "../../facts.ts";
import type { Fix, Place } from "../../finding.ts";
import { managerOf, toolsOf } from "../../known/_find.ts";
import { missingProgram } from "./_missing-program.ts";

interface Evidence {
  word: string;
  near: string[];
  /** It is not the command itself that is missing, but the program that it starts. */
  inside: boolean;
  /** The command is a script, and the program in its first line does not exist. */
  interpreter?: { name: string; file: string };
  /** The Python next to that script. */
  python?: string;
}

export default defineDiagnosis({
  code: "runtime/command-not-found",
  since: "0.1.0",
  stage: "DR",
  detect: (facts): Evidence[] => {
    const word = facts.command?.argv[0];
    if (word === undefined) return [];
    const interpreter = facts.run?.spawnError?.interpreter;
    const broken = brokenScript(facts);
    if (broken) return [broken];
    if (interpreter) return [{ word, near: [], inside: false, interpreter }];
    const notSpawned = facts.run?.spawnError?.code === "ENOENT";
    if (facts.run ? notSpawned : facts.runtime.executable === null)
      return [{ word, near: facts.runtime.executableNear, inside: false }];
    const inner = innerMissing(facts);
    return inner === null ? [] : [{ word: inner, near: facts.runtime.program?.near ?? [], inside: true }];
  },
  about: ({ word }) => [`program ${word}`],
  finding: ({ word, near, inside, interpreter }, facts) => ({
    severity: "error",
    confidence: "certain",
    role: facts.run ? "crash" : "would",
    ...(interpreter
      ? interpreterWords(interpreter)
      : {
          title: /[\\/]/.test(word) ? `${word} does not exist` : `${word} is not on PATH`,
          detail: inside
            ? `${facts.command?.at ? `${facts.command.at.file} starts` : "The start command runs"} ${word}, and ${wherein(facts)} has it${near.length > 0 ? `; the project has it at ${near[0]}` : ""}.`
            : near.length > 0
              ? `It is not on PATH; the project has it at ${near[0]}.`
              : isOwnScript(facts, word)
                ? `It is a script of the project: ${facts.command?.at?.file} names it, and installing the project makes it.`
                : /[\\/]/.test(word)
                  ? "There is no such file."
                  : "It is not on PATH, nor in a virtual environment or node_modules of the project.",
          ...placeOf(facts, inside),
        }),
    also: near.map((file) => ({ file, note: "here it is" })),
  }),
  fixes: ({ word, near, inside, interpreter, python }, facts) => {
    if (interpreter) return [...withPython(word, python, facts), interpreterFix(interpreter)];
    const argv = facts.command?.argv ?? [word];
    const [path] = near;
    if (path !== undefined && inside)
      return [
        {
          id: "right-path",
          title: `Use ${path} there, or activate its environment first`,
          safety: "manual",
          changes: [],
        },
      ];
    if (path === undefined && isOwnScript(facts, word))
      return [
        {
          id: "install",
          title: "Install the project",
          safety: "manual",
          command: facts.runtime.install?.command ?? "python3 -m pip install -e .",
          changes: [],
        },
      ];
    const get = facts.runtime.ways?.[word];
    if (path === undefined && get !== undefined)
      return [{ id: "install", title: `Install ${word}`, safety: "manual", command: get, changes: [] }];
    if (path === undefined)
      return [
        {
          id: "install",
          title: /[\\/]/.test(word)
            ? "Correct the path of the command"
            : `Install ${word}, or correct its name`,
          safety: "manual",
          changes: [],
        },
      ];
    const command = [path.includes("/") && !path.startsWith("/") ? `./${path}` : path, ...argv.slice(1)].join(
      " ",
    );
    const from = facts.command?.from;
    // A path of Windows in a start command would be one that no other system reads.
    if (from !== "argument" && from?.line !== undefined && !facts.project.windows)
      return [
        {
          id: "right-path",
          title: `Use ${path}`,
          safety: "review",
          command,
          changes: [{ do: "command", file: from.file, line: from.line, old: argv.join(" "), new: command }],
        },
      ];
    return [
      {
        id: "right-path",
        title: `Use ${path}, or activate its environment first`,
        safety: "manual",
        command,
        changes: [],
      },
    ];
  },
  page: {
    what: "The first word of the start command is not a program on PATH.",
    why: "The folders of a virtual environment that is not activated, and node_modules/.bin, are not on PATH.",
    causes: [
      "The virtual environment is not activated.",
      "The tool was installed for another user or another interpreter.",
      "A typing mistake.",
      "The first line of a script names a program that does not exist: its virtual environment was moved, or the line ends with a carriage return.",
    ],
    steps: [
      "Python: activate the virtual environment (`. .venv/bin/activate`, `.venv\\Scripts\\activate` on Windows), or call the program by its path: `.venv/bin/uvicorn`.",
      "Node: put the command into a script of package.json and use `npm run`, or write `npx` in front of it.",
      "If it is not installed at all, install it; the finding names the command where it is known.",
      "A moved virtual environment: create it again (`python3 -m venv --clear .venv`), and install the packages into it.",
    ],
    examples: [{ file: "shell", wrong: "uvicorn main:app", right: ".venv/bin/uvicorn main:app" }],
    says: [
      "command not found: …",
      "…: command not found",
      "spawn … ENOENT",
      "is not recognized as an internal or external command",
    ],
    not: "A program that exists but is not permitted to be executed ends with status 126.",
  },
});

/** The word is a console script that the manifest of the project names, which was read as the call of its function. */
function isOwnScript({ command }: Facts, word: string): boolean {
  return (
    command?.argv[0] === word &&
    command.program.includes("-c") &&
    command.through.length === 0 &&
    command.language === "python" &&
    /(^|\/)pyproject\.toml$/.test(command.at?.file ?? "")
  );
}

function interpreterWords({ name, file }: NonNullable<Evidence["interpreter"]>): {
  title: string;
  detail: string;
  at: Place;
} {
  const plain = name.trim();
  const why = name.endsWith("\r")
    ? "The line ends with a carriage return, as on Windows, which the system takes for a part of the name."
    : name.includes("/")
      ? "That file does not exist: such scripts remain when a virtual environment is moved or created again."
      : "It is not on PATH.";
  return {
    title: `${file} is run by ${plain}, which ${name.endsWith("\r") ? "is not found under that name" : "does not exist"}`,
    detail: `Its first line says that ${plain} runs it. ${why}`,
    at: { file, line: 1 },
  };
}

/** A console script by the Python next to it: that one runs the module of the same name. */
function withPython(word: string, python: string | undefined, { command }: Facts): Fix[] {
  const program = command?.program ?? [];
  const name = word.slice(word.lastIndexOf("/") + 1);
  const [tool] = toolsOf(name, "command").filter(({ language }) => language === "python");
  if (!python || !tool || program[0] !== word) return [];
  const words = [python, "-m", name, ...program.slice(1)].join(" ");
  return [
    { id: "by-python", title: `Start ${name} with ${python}`, safety: "manual", command: words, changes: [] },
  ];
}

function interpreterFix({ name, file }: NonNullable<Evidence["interpreter"]>): Fix {
  const title = name.endsWith("\r")
    ? `Save ${file} with LF line endings`
    : `Install again what brought ${file}, or correct its first line`;
  return { id: "right-interpreter", title, safety: "manual", changes: [] };
}

function wherein(facts: Facts): string {
  const { command } = facts;
  if (command?.through.some((name) => managerOf(name))) return "neither PATH nor node_modules/.bin";
  return command?.language === "python" ? "neither PATH nor the environment in use" : "no folder of PATH";
}

/** What was seen of it before the start; in a run only where the start ended without executing it. */
function brokenScript({ run, runtime }: Facts): Evidence | null {
  const broken = runtime.brokenScript;
  if (!broken || (run && run.spawnError?.code !== "ENOENT" && ![126, 127].includes(run.exit?.code ?? 0)))
    return null;
  const { word, file, interpreter, python } = broken;
  return {
    word,
    near: [],
    inside: false,
    interpreter: { name: interpreter, file },
    ...(python ? { python } : {}),
  };
}

/** The program that a script starts, and that is nowhere; after a run what the shell itself said. */
function innerMissing(facts: Facts): string | null {
  const { crash } = facts.run ?? {};
  // A line of a .env that a shell reads is no part of the start command.
  if (facts.env.files.some((f) => f.file === crash?.at?.file)) return null;
  const missing = facts.command && missingProgram(facts.command, facts.runtime);
  if (!facts.run) return missing;
  if (crash?.name === "command not found") return crash.message;
  return missing !== null && refusedByName(facts.run, missing) ? missing : null;
}

/** The cmd of Windows says it in the user's language, with the name in quotes. */
function refusedByName({ ended, exit, crash, output }: RunFacts, program: string): boolean {
  if (ended !== "exited" || !exit?.code || (crash !== null && crash.language !== "other")) return false;
  return output.slice(-20).some((line) => [...line.matchAll(quoted)].some(([, name]) => name === program));
}

const quoted = /["'‘’“”„«»]\s?([\w@.-]+)(?:["'‘’“”„«»]|\s)/g;

function placeOf(facts: Facts, inside: boolean): { at?: Place } {
  const { command, run } = facts;
  if (inside) {
    const at = command?.at ?? run?.crash?.at;
    return at ? { at } : {};
  }
  return command && command.from !== "argument" ? { at: command.from } : {};
}

export { cases } from "./_command-not-found-cases.ts";
