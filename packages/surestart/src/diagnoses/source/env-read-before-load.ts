import type { Subject } from "../../compete.ts";
import { type Cases, defineDiagnosis, type Sentence } from "../../diagnose.ts";
import type { Facts, SourceRead, Variable } from "../../facts.ts";
import type { Fix, Place } from "../../finding.ts";
import type { Tool } from "../../known/_define.ts";
import { tools } from "../../known/_tools.ts";
import { bindingsOf, listed, loadedByRun, metRole, relatedReads, roleOf, valuePlace } from "../_lookup.ts";
import { setButUnseen } from "../_missing.ts";
import { importPy, serveJs, servePy } from "../_serve.ts";
import { text } from "../_text.ts";
import { moveLoadFix } from "./_move-load-fix.ts";
import { settingsTooLate, type TooLate } from "./_settings-too-late.ts";

export default defineDiagnosis({
  code: "source/env-read-before-load",
  since: "0.1.0",
  stage: "DR",
  detect: (facts): Late[] => {
    const settings = settingsTooLate(facts);
    return settings ? [ofSettings(settings)] : lateReads(facts).map((late) => ofReads(late, facts));
  },
  about: ({ about }) => about,
  finding: ({ sentence }) => sentence,
  fixes: ({ fixes }) => fixes,
  page: {
    what: "The code reads a variable while its modules are being imported, and the .env is loaded only after that.",
    why: "Python runs an imported module at the import; ES modules run all imports before the first statement of the file.",
    causes: [
      "load_dotenv() is below the imports of the project's own modules.",
      "dotenv.config() in an ES module: wherever it is written, the imports run first.",
      "A formatter or linter moved the imports to the top.",
      "asgi.py of Django imports the project's models or routes above the line that sets DJANGO_SETTINGS_MODULE.",
    ],
    steps: [
      "Load the .env before the first import that reads it: `surestart doctor --fix` adds the load there. The late one may stay.",
      'In ES modules, load by an import, and make it the first one: `import "dotenv/config";`.',
      "Or load it before the program starts: `node --env-file-if-exists=.env server.js`.",
      "Django: import what uses models below get_asgi_application() or django.setup().",
    ],
    examples: [
      {
        file: "main.py",
        wrong: "from app.config import settings\nfrom dotenv import load_dotenv\n\nload_dotenv()",
        right: "from dotenv import load_dotenv\n\nload_dotenv()\nfrom app.config import settings",
      },
      {
        file: "server.js",
        wrong: 'import dotenv from "dotenv";\nimport { config } from "./config.js";\ndotenv.config();',
        right: 'import "dotenv/config";\nimport { config } from "./config.js";',
      },
    ],
    not: "A .env that nothing loads is source/env-not-loaded.",
  },
});

interface Late {
  about: Subject[];
  sentence: Sentence;
  fixes: Fix[];
}

interface LateReads {
  first: LateRead;
  rest: LateRead[];
}

interface LateRead {
  variable: Variable;
  read: SourceRead;
  load: Place;
}

function lateReads(facts: Facts): LateReads[] {
  const late = setButUnseen(facts).flatMap((m) => {
    const read = m.reads.find((r) => r.loaded === false && r.lateLoad);
    return read?.lateLoad ? [{ variable: m.variable, read, load: read.lateLoad }] : [];
  });
  const position = (at: { file: string; line?: number }, name: string): number =>
    facts.source.reads.findIndex((r) => r.at.file === at.file && r.at.line === at.line && r.name === name);
  const [first, ...rest] = late.sort(
    (a, b) => position(a.read.at, a.read.name) - position(b.read.at, b.read.name),
  );
  return first ? [{ first, rest }] : [];
}

function ofReads({ first: { variable, read, load }, rest }: LateReads, facts: Facts): Late {
  const met = loadedByRun(facts, variable.name);
  const without = !met && facts.run?.outcome === "healthy";
  const binding = bindingsOf(facts, variable.name)[0];
  const chain =
    read.chain && read.chain.length > 1 ? ` It is imported before that: ${read.chain.join(" → ")}.` : "";
  const sentence: Sentence = {
    severity: met ? "info" : without ? "warning" : "error",
    confidence: "certain",
    role: met ? metRole(facts) : without ? "none" : roleOf(facts, [variable, ...rest.map((r) => r.variable)]),
    ...(met ? { resolved: true } : {}),
    title: `${listed([variable, ...rest.map((r) => r.variable)].map((v) => v.name))} ${rest.length > 0 ? "are" : "is"} read before the .env is loaded`,
    detail: `${read.at.file} reads ${variable.name} while it is being imported, and ${load.file}:${load.line} loads the .env only after that.${chain}${without ? " The program became healthy without it." : ""}${met ? " surestart set the variables before the start." : ""}`,
    at: read.at,
    also: [
      { ...load, note: "the load, too late" },
      ...(binding
        ? [{ ...valuePlace(binding.file, binding.binding), note: `${variable.name} is set here` }]
        : []),
      ...relatedReads(
        rest.map((r) => r.read),
        (r) => `${r.name} is read too early as well`,
      ),
    ],
  };
  return {
    about: [variable, ...rest.map((r) => r.variable)].map(({ name }): Subject => `absent ${name}`),
    sentence,
    fixes: [moveLoadFix(facts, load, read)],
  };
}

/** The framework that imports modules of the project by its settings. */
const framework = tools.find(({ imports }) => imports?.settings) as Tool;

function ofSettings({ name, at, set, needs }: TooLate): Late {
  return {
    about: [`absent ${name}`],
    sentence: {
      severity: "error",
      confidence: "certain",
      role: "crash",
      title: `${name} is needed before it is set`,
      detail: `${at.file}:${at.line} leads to code that needs the settings, and ${set.file}:${set.line} sets ${name} only after that.`,
      at,
      also: [
        ...(needs ? [{ ...needs, note: "the settings are needed here" }] : []),
        { ...set, note: `${name} is set here, too late` },
      ],
    },
    fixes: [
      {
        id: "move-import",
        title: `Move line ${at.line} of ${at.file} below the call that sets ${framework.called} up, ${framework.imports?.settings?.setUp}`,
        safety: "manual",
        changes: [],
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
