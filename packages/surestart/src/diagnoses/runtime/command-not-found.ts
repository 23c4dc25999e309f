import { type Cases, defineDiagnosis } from "../../diagnose.ts";

export default defineDiagnosis({
  code: "runtime/command-not-found",
  since: "0.1.0",
  stage: "DR",
  detect: (facts) => {
    const word = facts.command?.argv[0];
    if (word === undefined) return [];
    const notSpawned = facts.run?.spawnError?.code === "ENOENT";
    if (facts.run ? !notSpawned : facts.runtime.executable !== null) return [];
    return [{ word, near: facts.runtime.executableNear }];
  },
  finding: ({ word, near }, facts) => ({
    severity: "error",
    confidence: "certain",
    role: facts.run ? "crash" : "would",
    title: `${word} is not on PATH`,
    detail:
      near.length > 0
        ? `The command does not exist on PATH; the project has it at ${near[0]}.`
        : "The command does not exist on PATH, and neither a virtual environment nor node_modules of the project has it.",
    ...(facts.command?.from !== "argument" && facts.command?.from ? { at: facts.command.from } : {}),
    also: near.map((file) => ({ file, note: "here it is" })),
  }),
  fixes: ({ word, near }, facts) => {
    const argv = facts.command?.argv ?? [word];
    const [path] = near;
    if (path === undefined)
      return [
        { id: "install", title: `install ${word}, or correct its name`, safety: "manual", changes: [] },
      ];
    const command = [path.includes("/") && !path.startsWith("/") ? `./${path}` : path, ...argv.slice(1)].join(
      " ",
    );
    const from = facts.command?.from;
    if (from !== "argument" && from?.line !== undefined)
      return [
        {
          id: "right-path",
          title: `call ${path}`,
          safety: "review",
          command,
          changes: [{ do: "command", file: from.file, line: from.line, old: argv.join(" "), new: command }],
        },
      ];
    return [
      {
        id: "right-path",
        title: `call ${path}, or activate its environment first`,
        safety: "manual",
        command,
        changes: [],
      },
    ];
  },
  page: {
    what: "The first word of the start command is no program on PATH.",
    why: "A virtual environment that is not activated and node_modules/.bin are not on PATH.",
    causes: [
      "The virtual environment is not activated.",
      "The tool was installed for another user or another interpreter.",
      "A typing mistake.",
    ],
    not: "A program that is there and may not be executed ends with status 126.",
  },
});

export const cases: Cases = {
  claims: [
    {
      name: "no such program",
      files: { "main.py": "print(1)\n" },
      command: ["uvicorn-of-nowhere", "main:app"],
    },
  ],
  leaves: [
    {
      name: "a program on PATH",
      files: { "server.js": 'require("node:http").createServer().listen(process.env.PORT);\n' },
    },
  ],
};
