import type { Cases } from "../../diagnose.ts";
import { sawRead, seenBy } from "../_seen-cases.ts";
import { text } from "../_text.ts";

/** The cases of env/not-passed-on. */
export function cases(): Cases {
  const server = text`
    if (!process.env.LOOM_TOKEN) throw new Error("LOOM_TOKEN is required");
    require("node:http").createServer((q, s) => s.end("ok")).listen(process.env.PORT);
  `;
  const failed = (output: string[]) => ({ output }) as const;
  const workspace = (turbo: string): Record<string, string> => ({
    "node_modules/.bin/turbo": "#!/bin/sh\n",
    "package.json": '{ "workspaces": ["apps/*"], "scripts": { "start": "turbo run start" } }',
    "turbo.json": turbo,
    "apps/api/package.json": '{ "name": "api", "scripts": { "start": "node server.js" } }',
    "apps/api/server.js": server,
  });
  const saidByServer = failed([
    "apps/api/server.js:1",
    "Error: LOOM_TOKEN is required",
    "    at Object.<anonymous> (apps/api/server.js:1:35)",
  ]);
  const python = text`
    import os
    TOKEN = os.environ["LOOM_TOKEN"]
  `;
  const keyError = failed([
    "Traceback (most recent call last):",
    '  File "main.py", line 2, in <module>',
    '    TOKEN = os.environ["LOOM_TOKEN"]',
    '  File "<frozen os>", line 679, in __getitem__',
    "KeyError: 'LOOM_TOKEN'",
  ]);
  const environment = { LOOM_TOKEN: "pQ7xVn2Lk9Rt4Wz8" };
  return {
    claims: [
      {
        name: "a runner of tasks whose file does not name it",
        files: workspace('{ "tasks": { "start": { "env": ["LOOM_*_URL"] } } }'),
        command: ["npm", "start"],
        environment,
        run: saidByServer,
      },
      {
        name: "a script that takes it out",
        files: { "start.sh": "unset LOOM_TOKEN\nexec python3 main.py\n", "main.py": python },
        command: ["sh", "start.sh"],
        environment,
        run: keyError,
      },
      {
        name: "a program that starts the other with an environment of its own",
        files: {
          "main.py": python,
          "run.py": 'import subprocess\nsubprocess.run(["python3", "main.py"], env={})\n',
        },
        command: ["python3", "run.py"],
        environment,
        run: keyError,
      },
      {
        name: "a second look that saw it",
        files: {
          "start.sh": "exec env -i python3 main.py\n",
          "main.py": 'import os\nTOKEN = os.environ.get("LOOM_TOKEN")\n',
        },
        command: ["sh", "start.sh"],
        environment,
        run: failed([
          "Traceback (most recent call last):",
          '  File "main.py", line 3, in <module>',
          "    raise RuntimeError('no token')",
          "RuntimeError: no token",
        ]),
        facts: {
          witness: seenBy(
            "python",
            {
              name: "RuntimeError",
              at: { file: "main.py", line: 3 },
              raises: true,
              lacks: [{ name: "LOOM_TOKEN", found: "missing", at: { file: "main.py", line: 2 }, sure: true }],
            },
            { reads: [sawRead("LOOM_TOKEN", "missing", { file: "main.py", line: 2 })] },
          ),
        },
      },
    ],
    leaves: [
      {
        name: "a runner of tasks whose file names it",
        files: workspace('{ "tasks": { "start": { "passThroughEnv": ["LOOM_*"] } } }'),
        command: ["npm", "start"],
        environment,
      },
      {
        name: "a variable that the command gives the program behind env -i",
        files: {
          "start.sh": 'exec env -i LOOM_TOKEN="$LOOM_TOKEN" PATH="$PATH" python3 main.py\n',
          "main.py": python,
        },
        command: ["sh", "start.sh"],
        environment,
      },
    ],
  };
}
