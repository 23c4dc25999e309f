import type { Cases } from "../../diagnose.ts";
import { importPy, serveJs, servePy } from "../_serve.ts";
import { text } from "../_text.ts";

/** The cases of source/env-read-before-load. */
export function cases(): Cases {
  return {
    claims: [
      {
        name: "a class of a library that throws where it is made, before the load",
        files: strategy("require('./gate');\nprocess.loadEnvFile();"),
      },
      {
        name: "models are imported above the line that names Django's settings",
        files: {
          "harbour/__init__.py": "",
          "harbour/settings.py": "INSTALLED_APPS = []\n",
          "harbour/berths.py": "from django.db import models\nclass Berth(models.Model):\n    pass\n",
          "harbour/asgi.py": text`
            import os
            from harbour.berths import Berth
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "harbour.settings")
            application = None
          `,
        },
        command: ["/usr/bin/python3", "-m", "uvicorn", "harbour.asgi:application"],
        facts: { runtime: { packages: [] } },
        run: {
          output: [
            "Traceback (most recent call last):",
            '  File "harbour/asgi.py", line 2, in <module>',
            "    from harbour.berths import Berth",
            '  File "harbour/berths.py", line 2, in <module>',
            "    class Berth(models.Model):",
            '  File "/srv/.venv/lib/python3.12/site-packages/django/conf/__init__.py", line 102, in _setup',
            "    raise ImproperlyConfigured(",
            "django.core.exceptions.ImproperlyConfigured: Requested setting INSTALLED_APPS, but settings are not configured. You must either define the environment variable DJANGO_SETTINGS_MODULE or call settings.configure() before accessing settings.",
          ],
        },
      },
      {
        name: "a library says that it was given nothing only when it uses it",
        files: {
          ".env": "GATE_KEY=w4Kp9Xz2Rt7Lm5Qb8Vn1Hc6Ys3Jd0FgA\n",
          "node_modules/@nestjs/jwt/package.json": '{ "name": "@nestjs/jwt", "version": "11.0.0" }',
          "node_modules/@nestjs/jwt/index.js": "exports.JwtModule = { register: (options) => options };\n",
          "gate.js": text`
            const { JwtModule } = require("@nestjs/jwt");
            exports.gate = JwtModule.register({ secret: process.env.GATE_KEY });
          `,
          "server.js": text`
            const { gate } = require("./gate");
            process.loadEnvFile();
            require("./keeper").open(gate);
          `,
          "keeper.js": "exports.open = (gate) => gate.sign({ sub: 'keeper' });\n",
        },
        run: {
          output: [
            "Error: secretOrPrivateKey must have a value",
            "    at module.exports [as sign] (node_modules/jsonwebtoken/sign.js:111:20)",
            "    at exports.open (keeper.js:1:32)",
          ],
        },
      },
      {
        name: "Python: the import stands above the load",
        files: {
          ".env": "DECK=a\n",
          "deck.py": 'import os\nDECK = os.environ["DECK"]\n',
          "main.py": text`
            import os
            ${importPy}
            from dotenv import load_dotenv
            import deck
            load_dotenv()
            ${servePy}
          `,
        },
      },
      {
        name: "ESM: imports are hoisted over the load",
        files: {
          "package.json": '{"type":"module"}',
          ".env": "DECK=a\n",
          "deck.js": text`
            export const deck = process.env.DECK;
            if (!deck) throw new Error("DECK");
          `,
          "server.js": text`
            import { createServer } from "node:http";
            process.loadEnvFile();
            import { deck } from "./deck.js";
            createServer((q, s) => s.end(deck)).listen(process.env.PORT);
          `,
        },
      },
    ],
    leaves: [
      {
        name: "a class of a library that is made after the load",
        files: strategy("process.loadEnvFile();\nrequire('./gate');"),
      },
      {
        name: "Python: the load stands above the import",
        files: {
          ".env": "DECK=a\n",
          "deck.py": 'import os\nDECK = os.environ["DECK"]\n',
          "main.py": text`
            import os
            ${importPy}
            from dotenv import load_dotenv
            load_dotenv()
            import deck
            ${servePy}
          `,
        },
      },
    ],
  };
}

/** A class that inherits the constructor of a library's. */
function strategy(main: string): Record<string, string> {
  return {
    ".env": "GATE_KEY=w4Kp9Xz2Rt7Lm5Qb8Vn1Hc6Ys3Jd0FgA\n",
    "package.json": '{ "dependencies": { "passport-jwt": "4" } }',
    "node_modules/passport-jwt/package.json":
      '{ "name": "passport-jwt", "version": "4.0.1", "main": "index.js" }',
    "node_modules/passport-jwt/index.js": "",
    "gate.js": text`
      const { Strategy } = require("passport-jwt");
      class Gate extends Strategy {}
      module.exports = new Gate({ secretOrKey: process.env.GATE_KEY });
    `,
    "server.js": `${main}\n${serveJs}\n`,
  };
}
