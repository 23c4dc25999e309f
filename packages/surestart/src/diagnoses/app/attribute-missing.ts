import { defineDiagnosis, type Sentence } from "../../diagnose.ts";
import type { Facts, ModuleFault } from "../../facts.ts";
import type { Fix } from "../../finding.ts";
import { tools } from "../../known/_tools.ts";
import { listed } from "../_lookup.ts";
import { runsPlainNode } from "../_plain-node.ts";
import { lastWords } from "../runtime/_crash-text.ts";
import { type NameMissing, nameMissing, nameMissingFix, nameMissingSentence } from "./_name-missing.ts";
import { commandFix, factoryIn, importFix, moduleOf, serveObjects, withFactory } from "./_serve-objects.ts";

type NotExported = Extract<ModuleFault, { kind: "not-exported" }>;
type Evidence = { asked: NotExported } | { asked?: never; named: NameMissing } | Unserved;
interface Unserved {
  asked?: never;
  named?: never;
  file: string;
  attribute: string;
  module: string;
  best: ReturnType<typeof serveObjects>[number] | undefined;
  factory: string | null;
  /** The file of the same name that Python passes over for the folder. */
  hidden?: string;
}

export default defineDiagnosis({
  code: "app/attribute-missing",
  since: "0.1.0",
  stage: "DR",
  detect: (facts): Evidence[] => {
    const asked = notExported(facts);
    if (asked.length > 0) return asked.map((one) => ({ asked: one }));
    const named = nameMissing(facts);
    if (named) return [{ named }];
    const launched = launchedAttribute(facts);
    if (launched) return [launched];
    const entry = facts.command?.entry;
    if (entry?.kind !== "module" || !entry.file || !entry.attribute) return [];
    const file = entry.file;
    const attribute = entry.attribute.replace(/\(.*$/, "").split(".")[0] as string;
    if (facts.run && (facts.run.outcome === "healthy" || !saysNoAttribute(lastWords(facts)))) return [];
    const known = facts.source.names.filter((n) => n.file === file);
    if (
      known.some((n) => n.name === attribute || n.name === "*") ||
      facts.source.broken.some((b) => b.at.file === file)
    )
      return [];
    if (
      facts.run === null &&
      (facts.source.imports.some((i) => i.file === file && i.specifier === "*") ||
        !facts.source.reached.includes(file))
    )
      return [];
    const objects = serveObjects(facts);
    const best = objects.find((o) => o.file === file) ?? usualName(facts, file) ?? objects[0];
    const module = entry.module ?? file;
    const factory = objects.some((o) => o.file === file) ? null : factoryIn(facts, file);
    const beside = /^(.+)\/__init__\.py$/.exec(file)?.[1];
    const hidden = facts.source.pythonFiles?.find((one) => one === `${beside}.py`);
    return [
      {
        file,
        attribute,
        module,
        best: factory || hidden ? undefined : best,
        factory,
        ...(hidden === undefined ? {} : { hidden }),
      },
    ];
  },
  finding: (evidence, facts) => {
    if (evidence.asked) return sentenceOf(evidence.asked, facts);
    if (evidence.named) return nameMissingSentence(evidence.named);
    const { file, attribute, module, best, factory, hidden } = evidence;
    return {
      severity: "error",
      confidence: "certain",
      role: facts.run ? "crash" : "would",
      title: `${module} has no ${attribute}`,
      detail: `${file} is imported, but does not define ${attribute}${hidden ? `: Python imports the folder instead of ${hidden}, which has the same name` : factory ? `; ${factory} creates the application when it is called` : best ? `; ${best.path} is an application` : ""}.`,
      at: { file },
      also: hidden
        ? [{ file: hidden, note: "is never imported" }]
        : best
          ? [{ file: best.file, line: best.line, note: `${best.name} is created here` }]
          : [],
    };
  },
  fixes: (evidence, facts) => {
    if (evidence.asked) return [wayFor(evidence.asked)];
    if (evidence.named) return [nameMissingFix(evidence.named)];
    const { best, module, factory, hidden } = evidence;
    if (hidden)
      return [
        {
          id: "rename-hidden",
          title: `Rename ${hidden} or the folder, and start it by the new name`,
          safety: "manual",
          changes: [],
        },
      ];
    return [
      factory
        ? commandFix(
            facts,
            `Let the server call ${module}:${factory}`,
            withFactory(facts, `${module}:${factory}`),
          )
        : importFix(facts, best?.path ?? null),
    ];
  },
  page: {
    what: "A module exists, but does not define what is asked of it: the application that the start command names, or the name that another module imports.",
    why: "The server takes the application from the module by its name; Node links the imports of ES modules before any of them runs.",
    causes: [
      "The application has another name (api, application).",
      "It is created inside a function: the server must then be told that it is a factory (`uvicorn --factory`).",
      "The file is only a launcher, and the application is in another module.",
      "A folder with an __init__.py has the name of the file that is meant: Python imports the folder.",
      "A default import of an ES module that has only named exports, or the other way round.",
    ],
    steps: [
      "Write the name that the module defines after the colon: `uvicorn shop.main:api`.",
      "If a function creates the application: `uvicorn shop.main:create_app --factory`, `gunicorn 'shop.main:create_app()'`.",
      "A folder with the name of the file: rename one of the two.",
      "In ES modules, import a named export in braces, or add `export default` to the module.",
    ],
    examples: [
      { file: "shell", wrong: "uvicorn main:app     # main.py: api = FastAPI()", right: "uvicorn main:api" },
      {
        file: "server.js",
        wrong: 'import routes from "./routes.js";   // export const routes',
        right: 'import { routes } from "./routes.js";',
      },
    ],
    says: ['Attribute "…" not found in module "…"', "Failed to find attribute '…' in '…'"],
    not: "A module that is not found is app/import-path.",
  },
});

/** An application is often a plain function, and then only its name tells it. */
const usual = ["application", "app", "api", "asgi_app", "wsgi_app"];

function usualName({ source }: Facts, file: string): Unserved["best"] {
  const one = source.names.find((n) => n.file === file && n.makes === null && usual.includes(n.name));
  return one && { file, name: one.name, path: `${moduleOf(file)}:${one.name}`, line: one.at.line ?? 1 };
}

/** The words of Python itself, or of a server. */
function saysNoAttribute(text: string): boolean {
  return /has no attribute/.test(text) || tools.some(({ says }) => says?.noAttribute?.test(text));
}

/** `uvicorn.run("shop.app:api")` in a script of the project: the command does not name the attribute, the error does. */
function launchedAttribute(facts: Facts): Unserved | null {
  if (facts.command?.entry?.kind === "module") return null;
  const text = lastWords(facts);
  const named = tools
    .map(({ says }) => says?.noAttribute?.exec(text)?.groups)
    .find((groups) => groups?.["module"]);
  const { attribute, module } = named ?? {};
  const file = facts.source.files.find((one) => moduleOf(one) === module);
  if (attribute === undefined || module === undefined || file === undefined) return null;
  const objects = serveObjects(facts);
  const best = objects.find((o) => o.file === file) ?? objects[0];
  const factory = objects.some((o) => o.file === file) ? null : factoryIn(facts, file);
  return { file, attribute, module, best: factory ? undefined : best, factory };
}

/** What Node refuses to link; in `run` only what the program's own error speaks of. */
function notExported(facts: Facts): NotExported[] {
  if (facts.run?.outcome === "healthy" || !runsPlainNode(facts)) return [];
  const found = (facts.source.moduleFaults ?? []).filter((f) => f.kind === "not-exported");
  if (!facts.run) return found;
  const said = /requested module '([^']+)' does not provide an export named '([^']+)'/.exec(lastWords(facts));
  return found.filter((f) => f.specifier === said?.[1] && f.name === said[2]).slice(0, 1);
}

function sentenceOf({ at, name, specifier, from, exports }: NotExported, facts: Facts): Sentence {
  const has = exports.length === 0 ? "it exports nothing" : `it exports ${listed(exports.map(inWords), 8)}`;
  return {
    severity: "error",
    confidence: "certain",
    role: facts.run ? "crash" : "would",
    title: `${from} has no ${name === "default" ? "default export" : `export ${name}`}`,
    detail: `${at.file} imports ${inWords(name)} from ${specifier}, but ${has}. Node refuses to link the two before anything runs.`,
    at,
    also: [{ file: from, note: "the module" }],
  };
}

const inWords = (name: string): string => (name === "default" ? "a default" : name);

/** The name that it is to have is exported under that name: braces are all that lacks. */
function wayFor({ at, name, as, alone, from, exports }: NotExported): Fix {
  const { file, line, column } = at;
  if (name === "default" && alone && exports.includes(as) && line !== undefined && column !== undefined)
    return {
      id: "import-by-name",
      title: `Import ${as} by its name`,
      safety: "review",
      changes: [{ do: "replace", file, line, column, old: as, new: `{ ${as} }` }],
    };
  return {
    id: "export-it",
    title:
      name === "default"
        ? `Import what ${from} exports by name, or add \`export default\` there`
        : `Import a name that ${from} exports, or export ${name} there`,
    safety: "manual",
    changes: [],
  };
}

export { cases } from "./_attribute-missing-cases.ts";
