import { defineDiagnosis } from "../../diagnose.ts";
import type { Facts, Loader, SourceRead } from "../../facts.ts";
import type { Fix, RelatedPlace } from "../../finding.ts";
import { bindingsOf, listed, loadedByRun, metRole, relatedReads, roleOf, valuePlace } from "../_lookup.ts";
import { absent, loadersThatFindNothing, type Missing, setButUnseen } from "../_missing.ts";
import { loadFixes } from "./_load-fix.ts";

interface Evidence {
  first: Missing;
  all: Missing[];
  file: string;
}

export default defineDiagnosis({
  code: "source/env-not-loaded",
  since: "0.1.0",
  stage: "DR",
  detect: (facts): Evidence[] => {
    if (facts.env.loaders.some((l) => !l.own && !l.only)) return [];
    const all = inOrder(
      facts,
      setButUnseen(facts).filter(
        (m) => setIn(facts, m.variable.name).length > 0 && !hasOwnFile(facts, m.reads[0]),
      ),
    );
    const [first] = all;
    const file = first ? setIn(facts, first.variable.name)[0]?.file : undefined;
    return first && file !== undefined ? [{ first, all, file }] : [];
  },
  about: ({ all }) => absent(all),
  finding: ({ first, all, file }, facts) => {
    const met = loadedByRun(facts, first.variable.name);
    const without = !met && facts.run?.outcome === "healthy";
    const instead = readInstead(facts);
    const script = keptBy(facts, file);
    const names = listed(all.map((m) => m.variable.name));
    return {
      severity: met ? "info" : without ? "warning" : "error",
      confidence: "certain",
      role: met
        ? metRole(facts)
        : without
          ? "none"
          : roleOf(
              facts,
              all.map((m) => m.variable),
            ),
      ...(met ? { resolved: true } : {}),
      title: instead
        ? `${instead} is read instead of ${file}, but the code reads ${names}`
        : script
          ? `${script.at?.file ?? "The start command"} reads ${file}, but does not export ${names}`
          : `Nothing loads ${file}, and the code reads ${names}`,
      detail: `${first.reads[0].at.file} reads ${first.variable.name}${
        instead
          ? `, which is in ${file}; the loader finds ${instead} first, and reads nothing else.`
          : script
            ? ` from the environment. \`${script.how}\` sets it in the shell only: the program gets only what is exported.`
            : ` from the environment. It is in ${file}, but neither the code nor an option of the start command loads ${file}.`
      }${without ? " The program became healthy without it." : ""}${met ? ` surestart ${script ? "gave the program its value" : `loaded ${file} itself`}.` : ""}`,
      at: first.reads[0].at,
      also: [
        ...(script?.at ? [{ ...script.at, note: "it is read here, and not exported" }] : []),
        ...setAt(facts, all),
        ...relatedReads(later(all), (r) => `${r.name} is read here`),
      ],
    };
  },
  fixes: ({ first, file, all }, facts) => {
    const instead = readInstead(facts);
    const script = keptBy(facts, file);
    if (script) return exportFixes(script);
    if (instead === null) return loadFixes(facts, file, first.reads[0]);
    const title = `Set ${listed(all.map((m) => m.variable.name))} in ${instead}, or remove ${instead}`;
    return [{ id: "one-file", title, safety: "manual", changes: [] }];
  },
  page: {
    what: "The code reads a variable from the environment, the variable is in a .env, and nothing loads the .env.",
    why: "A .env is only a text file until something reads it: neither the interpreter nor the system does.",
    causes: [
      "The loader was forgotten, or is commented out.",
      "Another start command (an IDE, a script, a container) loaded the file, and this one does not.",
      "python-dotenv or dotenv is installed but never called.",
      "A script sources the file (`. ./.env`) without exporting: the variables exist in its shell only.",
      "python-decouple finds a settings.ini first, and then does not read the .env.",
    ],
    steps: [
      "Load the file before the first read: `surestart doctor --fix` shows the change for your start command or your code.",
      "Without any change of the code: `surestart run` loads the .env for you, `node --env-file=.env server.js` does it in Node.",
      "In a shell script: `set -a; . ./.env; set +a`.",
      "With a settings.ini, set the variable there, or remove the file.",
    ],
    examples: [
      {
        file: "main.py",
        wrong: 'import os\n\nkey = os.environ["API_KEY"]',
        right: 'import os\nfrom dotenv import load_dotenv\n\nload_dotenv()\nkey = os.environ["API_KEY"]',
      },
      {
        file: "package.json",
        wrong: '"start": "node server.js"',
        right: '"start": "node --env-file-if-exists=.env server.js"',
      },
    ],
    says: [
      "KeyError: '…'",
      "… environment variable is not set",
      "… is not set",
      "Missing required environment variable …",
      "Field required [type=missing, …]",
      "os.getenv returns None",
      "os.environ.get returns None",
      "process.env.… is undefined",
    ],
    not: "A load that comes too late is source/env-read-before-load; one that looks in the wrong place is env/file-elsewhere.",
  },
});

/** The script that sources the file without exporting what it sets. */
function keptBy(facts: Facts, file: string): Loader | undefined {
  return facts.env.loaders.find((l) => !l.own && l.only && l.found.includes(file));
}

/** `set -a` around the line, where that is in its own script. */
function exportFixes({ at, how, files }: Loader): Fix[] {
  const inScript = at?.line !== undefined && /\.(?:sh|bash|zsh)$|(?:^|\/)[^./]+$/.test(at.file);
  const file = at?.file ?? "";
  const line = at?.line ?? 0;
  return [
    {
      id: "export-all",
      title: `Export what ${files[0]} sets: set -a; ${how}; set +a`,
      safety: inScript ? "review" : "manual",
      changes: inScript
        ? [
            { do: "insert", file, line, lines: ["set -a"] },
            { do: "insert", file, line: line + 1, lines: ["set +a"] },
          ]
        : [],
    },
  ];
}

/** The file of another kind that the program's loader takes in place of a .env. */
function readInstead(facts: Facts): string | null {
  return facts.env.loaders.find((l) => l.instead)?.instead ?? null;
}

/** A settings class that names a file loads it, though it does not find it. */
function hasOwnFile(facts: Facts, read: SourceRead): boolean {
  return read.schema === true && loadersThatFindNothing(facts).some((l) => l.own);
}

/** Where a file has it; without one that loaders read by its name, one that is called otherwise (`app.env`). */
function setIn(facts: Facts, name: string): ReturnType<typeof bindingsOf> {
  const usual = bindingsOf(facts, name);
  if (usual.length > 0 || facts.env.loaders.length > 0) return usual;
  const others = facts.env.files.filter(({ role }) => role === "misnamed");
  return others.flatMap(({ file, bindings }) =>
    bindings.filter(({ key }) => key === name).map((binding) => ({ file, binding })),
  );
}

/** The reads in the order in which a start meets them. */
function inOrder(facts: Facts, missing: Missing[]): Missing[] {
  const position = (read: SourceRead): number => {
    const index = facts.source.reads.findIndex(
      (r) => r.at.file === read.at.file && r.at.line === read.at.line && r.name === read.name,
    );
    return index === -1 ? Number.MAX_SAFE_INTEGER : index;
  };
  return [...missing].sort((a, b) => position(a.reads[0]) - position(b.reads[0]));
}

function setAt(facts: Facts, all: Missing[]): RelatedPlace[] {
  return all.flatMap((m) =>
    setIn(facts, m.variable.name)
      .slice(0, 1)
      .map(({ file, binding }) => ({ ...valuePlace(file, binding), note: `${m.variable.name} is set here` })),
  );
}

function later(all: Missing[]): SourceRead[] {
  return all.slice(1).map((m) => m.reads[0]);
}

export { cases } from "./_env-not-loaded-cases.ts";
