import type { Subject } from "../../compete.ts";
import { defineDiagnosis, type Sentence } from "../../diagnose.ts";
import type { Facts, SourceRead, Variable } from "../../facts.ts";
import type { Fix, Place } from "../../finding.ts";
import type { Tool } from "../../known/_define.ts";
import { tools } from "../../known/_tools.ts";
import { bindingsOf, listed, loadedByRun, metRole, relatedReads, roleOf, valuePlace } from "../_lookup.ts";
import { setButUnseen } from "../_missing.ts";
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

export { cases } from "./_env-read-before-load-cases.ts";
