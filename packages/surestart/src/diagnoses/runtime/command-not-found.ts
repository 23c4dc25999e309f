import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { Facts } from "../../facts.ts";
import type { Place } from "../../finding.ts";

interface Evidence {
  word: string;
  near: string[];
  /** It is not the command itself that is missing, but the program that it starts. */
  inside: boolean;
}

export default defineDiagnosis({
  code: "runtime/command-not-found",
  since: "0.1.0",
  stage: "DR",
  detect: (facts): Evidence[] => {
    const word = facts.command?.argv[0];
    if (word === undefined) return [];
    const notSpawned = facts.run?.spawnError?.code === "ENOENT";
    if (facts.run ? notSpawned : facts.runtime.executable === null)
      return [{ word, near: facts.runtime.executableNear, inside: false }];
    const inner = facts.runtime.nodeModulesMissing ? null : innerMissing(facts);
    return inner === null ? [] : [{ word: inner, near: facts.runtime.program?.near ?? [], inside: true }];
  },
  finding: ({ word, near, inside }, facts) => ({
    severity: "error",
    confidence: "certain",
    role: facts.run ? "crash" : "would",
    title: `${word} is not on PATH`,
    detail: inside
      ? `${facts.command?.at ? `${facts.command.at.file} starts` : "The start command runs"} ${word}, and ${wherein(facts)} has it${near.length > 0 ? `; the project has it at ${near[0]}` : ""}.`
      : near.length > 0
        ? `The command does not exist on PATH; the project has it at ${near[0]}.`
        : "The command does not exist on PATH, and neither a virtual environment nor node_modules of the project has it.",
    ...placeOf(facts, inside),
    also: near.map((file) => ({ file, note: "here it is" })),
  }),
  fixes: ({ word, near, inside }, facts) => {
    const argv = facts.command?.argv ?? [word];
    const [path] = near;
    if (path !== undefined && inside)
      return [
        {
          id: "right-path",
          title: `Call ${path} there, or activate its environment first`,
          safety: "manual",
          changes: [],
        },
      ];
    if (path === undefined)
      return [
        { id: "install", title: `Install ${word}, or correct its name`, safety: "manual", changes: [] },
      ];
    const command = [path.includes("/") && !path.startsWith("/") ? `./${path}` : path, ...argv.slice(1)].join(
      " ",
    );
    const from = facts.command?.from;
    if (from !== "argument" && from?.line !== undefined)
      return [
        {
          id: "right-path",
          title: `Call ${path}`,
          safety: "review",
          command,
          changes: [{ do: "command", file: from.file, line: from.line, old: argv.join(" "), new: command }],
        },
      ];
    return [
      {
        id: "right-path",
        title: `Call ${path}, or activate its environment first`,
        safety: "manual",
        command,
        changes: [],
      },
    ];
  },
  page: {
    what: "The first word of the start command is no program on PATH.",
    why: "The folders of a virtual environment that is not activated, and node_modules/.bin, are not on PATH.",
    causes: [
      "The virtual environment is not activated.",
      "The tool was installed for another user or another interpreter.",
      "A typing mistake.",
    ],
    says: [
      "command not found: …",
      "…: command not found",
      "spawn … ENOENT",
      "is not recognized as an internal or external command",
    ],
    not: "A program that is there and may not be executed ends with status 126.",
  },
});

function wherein(facts: Facts): string {
  const { command } = facts;
  if (command?.through.some((name) => /^(npm|pnpm|yarn)$/.test(name)))
    return "neither PATH nor node_modules/.bin";
  return command?.language === "python" ? "neither PATH nor the environment in use" : "no folder of PATH";
}

/** Wrappers whose script is one command line: in a longer script the name may be a function of its own. */
const plainWrappers = /^(npm|pnpm|yarn|make|honcho|foreman|overmind|hivemind)$/;

/** The program that a script starts, and that is nowhere; after a run what the shell itself said. */
function innerMissing(facts: Facts): string | null {
  const { crash } = facts.run ?? {};
  // A line of .env that a shell runs as a command is env/invalid-line.
  if (facts.env.files.some((f) => f.file === crash?.at?.file)) return null;
  if (facts.run) return crash?.name === "command not found" ? crash.message : null;
  const { program } = facts.runtime;
  if (!program || program.path !== null || !/^[\w@.-]+$/.test(program.word)) return null;
  const plain = facts.command?.through.every((name) => plainWrappers.test(name));
  return plain || facts.command?.execs ? program.word : null;
}

function placeOf(facts: Facts, inside: boolean): { at?: Place } {
  const { command, run } = facts;
  if (inside) {
    const at = command?.at ?? run?.crash?.at;
    return at ? { at } : {};
  }
  return command && command.from !== "argument" ? { at: command.from } : {};
}

const npmScript = '{"name":"shop","scripts":{"start":"wagonette src/server.js"}}';

export const cases: Cases = {
  claims: [
    {
      name: "a script hands over to no program",
      files: { "up.sh": "set -e\nexec uvicorn-of-nowhere main:app\n", "main.py": "print(1)\n" },
      command: ["sh", "up.sh"],
    },
    {
      name: "no such program",
      files: { "main.py": "print(1)\n" },
      command: ["uvicorn-of-nowhere", "main:app"],
    },
    {
      name: "a runner in a script of package.json that nothing installs",
      files: {
        "package.json": npmScript,
        "src/server.js": 'require("node:http").createServer().listen(process.env.PORT);\n',
      },
      command: ["npm", "start"],
    },
  ],
  leaves: [
    {
      name: "a script that asks first whether it is there",
      files: {
        "up.sh":
          "if command -v uvicorn-of-nowhere; then\n  exec uvicorn-of-nowhere main:app\nfi\nexec python3 main.py\n",
        "main.py": "print(1)\n",
      },
      command: ["sh", "up.sh"],
    },
    {
      name: "a program on PATH",
      files: { "server.js": 'require("node:http").createServer().listen(process.env.PORT);\n' },
    },
  ],
};
