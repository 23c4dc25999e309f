import type { Cases } from "../../diagnose.ts";
import { serverJs } from "../_serve.ts";
import { text } from "../_text.ts";

/** The cases of runtime/command-not-found. */
export function cases(): Cases {
  const npmScript = '{"name":"shop","scripts":{"start":"wagonette src/server.js"}}';
  return {
    claims: [
      {
        name: "a script of the project, which is not installed",
        files: {
          "pyproject.toml":
            '[project]\nname = "kennel"\n[project.scripts]\nkennel-serve = "kennel.cli:main"\n',
          "kennel/__init__.py": "",
          "kennel/cli.py": "def main():\n    print(1)\n",
        },
        command: ["kennel-serve"],
      },
      {
        name: "a script hands over to no program",
        files: { "up.sh": "set -e\nexec uvicorn-of-nowhere main:app\n", "main.py": "print(1)\n" },
        command: ["sh", "up.sh"],
      },
      {
        name: "a script of a virtual environment that was moved",
        files: { "tools/bin/uvicorn": "#!/opt/gone/bin/python3\n", "main.py": "app = None\n" },
        modes: { "tools/bin/uvicorn": 0o755 },
        command: ["tools/bin/uvicorn", "main:app"],
        facts: { runtime: { packages: [], buildMissing: null } },
      },
      {
        name: "the program in the first line of a script does not exist",
        files: { serve: "#!/opt/gone/bin/python3\n" },
        command: ["./serve"],
        run: {
          ended: "not-spawned",
          exit: null,
          spawnError: {
            code: "ENOENT",
            message: "serve is run by /opt/gone/bin/python3, which was not found",
            interpreter: { name: "/opt/gone/bin/python3", file: "serve" },
          },
        },
      },
      {
        name: "no such program",
        files: { "main.py": "print(1)\n" },
        command: ["uvicorn-of-nowhere", "main:app"],
      },
      {
        name: "cmd refuses a program in German",
        files: { "package.json": npmScript },
        command: ["npm", "start"],
        run: {
          output: [
            `Der Befehl "wagonette" ist entweder falsch geschrieben oder`,
            `konnte nicht gefunden werden.`,
          ],
        },
      },
      {
        name: "cmd refuses a program in French",
        files: { "package.json": npmScript },
        command: ["npm", "start"],
        run: {
          output: [
            `'wagonette' n’est pas reconnu en tant que commande interne`,
            `ou externe, un programme exécutable ou un fichier de commandes.`,
          ],
        },
      },
      {
        name: "a runner in a script of package.json that nothing installs",
        files: {
          "package.json": npmScript,
          "src/server.js": serverJs,
        },
        command: ["npm", "start"],
      },
    ],
    leaves: [
      {
        name: "a script that asks first whether it is there",
        files: {
          "up.sh": text`
            if command -v uvicorn-of-nowhere; then
              exec uvicorn-of-nowhere main:app
            fi
            exec python3 main.py
          `,
          "main.py": "print(1)\n",
        },
        command: ["sh", "up.sh"],
      },
      {
        name: "a script whose first line names a program that is there",
        files: { serve: "#!/bin/sh\nexec node server.js\n", "server.js": serverJs },
        modes: { serve: 0o755 },
        command: ["./serve"],
      },
      {
        name: "a program on PATH",
        files: { "server.js": serverJs },
      },
    ],
  };
}
