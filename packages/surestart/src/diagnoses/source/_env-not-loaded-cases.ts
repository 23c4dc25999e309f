import type { Cases } from "../../diagnose.ts";
import { importPy, serveJs, servePy } from "../_serve.ts";
import { text } from "../_text.ts";

/** The cases of source/env-not-loaded. */
export function cases(): Cases {
  const python = text`
    import os
    ${importPy}
    KEY = os.getenv("MAIL_KEY")
    if not KEY:
        raise ValueError("MAIL_KEY")
    ${servePy}
  `;
  return {
    claims: [
      {
        name: "a script gives a variable of .env to an option of the server, and the shell knows none of it",
        files: {
          ".env": "KIOSK_PORT=18471\n",
          "main.py": "def app(environ, start_response): pass\n",
          "start.sh": 'cd "$(dirname "$0")"\nexec gunicorn --bind 127.0.0.1:$KIOSK_PORT main:app\n',
        },
        command: ["sh", "start.sh"],
      },
      {
        name: "Python: os.getenv, and no load",
        files: { ".env": "MAIL_KEY=k8Jd0sLq2\n", "main.py": python },
      },
      {
        name: "a script that sources the file and exports nothing",
        files: {
          ".env": "MAIL_KEY=k8Jd0sLq2\n",
          "start.sh": ". ./.env\nexec /usr/bin/python3 main.py\n",
          "main.py": python,
        },
        command: ["sh", "start.sh"],
      },
      {
        name: "Node: process.env, and no load",
        files: {
          ".env": "MAIL_BOX=a\n",
          "server.js": text`
            if (!process.env.MAIL_BOX) throw new Error("MAIL_BOX");
            ${serveJs}
          `,
        },
      },
      {
        name: "Node: a schema over process.env, and no load",
        files: {
          ".env": "MAIL_BOX=a\n",
          "package.json": '{ "dependencies": { "zod": "4" } }',
          "node_modules/zod/package.json": '{ "name": "zod", "version": "4.0.0", "main": "index.js" }',
          "node_modules/zod/index.js": "",
          "server.js": text`
            const { z } = require("zod");
            z.object({ MAIL_BOX: z.string() }).parse(process.env);
            ${serveJs}
          `,
        },
      },
      {
        name: "Python: a settings class that names no file",
        files: {
          ".env": "MAIL_BOX=a\n",
          "main.py": text`
            from pydantic import BaseSettings

            class Settings(BaseSettings):
                mail_box: str

            settings = Settings()
          `,
        },
      },
    ],
    leaves: [
      {
        name: "a script that has a default, and loads its .env itself",
        files: {
          ".env": "KIOSK_PORT=18471\n",
          "main.py": "def app(environ, start_response): pass\n",
          "start.sh": text`
            . ./.env
            exec gunicorn --bind 127.0.0.1:$KIOSK_PORT --workers \${KIOSK_WORKERS:-2} main:app
          `,
        },
        command: ["sh", "start.sh"],
      },
      {
        name: "a script with a default",
        files: {
          ".env": "KIOSK_PORT=18471\n",
          "main.py": "def app(environ, start_response): pass\n",
          "start.sh": text`
            exec gunicorn --bind 127.0.0.1:\${KIOSK_PORT:-18472} $GUNICORN_MORE main:app
          `,
        },
        command: ["sh", "start.sh"],
      },
      {
        name: "a script that exports what it sources",
        files: {
          ".env": "MAIL_KEY=k8Jd0sLq2\n",
          "start.sh": "set -a\n. ./.env\nset +a\nexec /usr/bin/python3 main.py\n",
          "main.py": python,
        },
        command: ["sh", "start.sh"],
      },
      {
        name: "a script that names for export what it has sourced",
        files: {
          ".env": "MAIL_KEY=k8Jd0sLq2\n",
          "start.sh": ". ./.env\nexport MAIL_KEY\nexec /usr/bin/python3 main.py\n",
          "main.py": python,
        },
        command: ["sh", "start.sh"],
      },
      {
        name: "a settings class that names its file",
        files: {
          ".env": "MAIL_BOX=a\n",
          "main.py": text`
            from pydantic import BaseSettings

            class Settings(BaseSettings):
                mail_box: str

                class Config:
                    env_file = ".env"

            settings = Settings()
          `,
        },
      },
      {
        name: "loaded by the start command",
        files: {
          ".env": "MAIL_BOX=a\n",
          "server.js": text`
            if (!process.env.MAIL_BOX) throw new Error("MAIL_BOX");
            ${serveJs}
          `,
        },
        command: ["node", "--env-file=.env", "server.js"],
      },
    ],
  };
}
