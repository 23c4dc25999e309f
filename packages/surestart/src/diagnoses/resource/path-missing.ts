import { defineDiagnosis, type Sentence } from "../../diagnose.ts";
import type { Facts } from "../../facts.ts";
import type { Fix } from "../../finding.ts";
import { valuePlace } from "../_lookup.ts";
import { typed } from "../_typed.ts";
import { lastWords } from "../runtime/_crash-text.ts";
import { type ConfigFolder, configFolder } from "./_config-folder.ts";
import { insideProject, pathInError, variableOfPath } from "./_path.ts";

type Evidence =
  | { settings: ConfigFolder; path?: never }
  | {
      settings?: never;
      path: string | null;
      variable: ReturnType<typeof variableOfPath>;
      database: boolean;
    };

/** `sqlite:///data/a.db` is the relative path data/a.db, and `sqlite:////srv/a.db` an absolute one. */
function pathOfUrl(value: string): string {
  const scheme = /^[a-z][a-z0-9+.-]+:(?:\/\/\/?)?/i.exec(value)?.[0] ?? "";
  return scheme === "" ? value : value.slice(scheme.length).replace(/\?.*$/, "");
}

/** Where the project has the file of this path. */
function elsewhere({ run }: Facts, path: string | null): string | null {
  return run?.elsewhere && run.elsewhere.asked === path ? run.elsewhere.lies : null;
}

export default defineDiagnosis({
  code: "resource/path-missing",
  since: "0.1.0",
  stage: "DR",
  detect: (facts): Evidence[] => {
    const settings = configFolder(facts);
    if (settings) return [{ settings }];
    if (!facts.run) return [];
    const text = lastWords(facts);
    const database =
      /unable to open database file|Cannot open database because the directory does not exist|SQLITE_CANTOPEN/i.test(
        text,
      );
    const named = ownWords(facts);
    const missing =
      named !== null || /\bENOENT\b|FileNotFoundError|\[Errno 2\]|NotADirectoryError/.test(text);
    if (
      (!database && !missing) ||
      facts.run?.spawnError ||
      // A URL is no path, whatever it was given for.
      /Cannot find module|ERR_MODULE_NOT_FOUND|spawn \S+ ENOENT|connect ENOENT \w+:\/\/|python[\w.]*: can't open file/.test(
        text,
      )
    )
      return [];
    const path = pathInError(facts) ?? named;
    const variable = variableOfPath(facts, path);
    return [{ path: path ?? (variable ? pathOfUrl(variable.binding.value) : null), variable, database }];
  },
  about: ({ settings, path = null }, facts) =>
    settings || path === null ? [] : [`file ${insideProject(facts, path) ?? path}`],
  finding: (evidence, facts) => {
    if (evidence.settings) return ofSettings(evidence.settings);
    const { path, variable, database } = evidence;
    return {
      severity: "error",
      confidence: database && !path ? "likely" : "certain",
      role: "crash",
      title: database
        ? `The folder of the database${path ? ` ${path}` : ""} does not exist`
        : `${path ?? "A file that the program opens"} does not exist`,
      detail: `The program opens it while it starts${variable ? `; ${variable.name} names it` : ""}.${database ? " SQLite creates the file, but never its folder." : ""}${elsewhere(facts, path) ? ` ${elsewhere(facts, path)} exists: the path is looked for from the folder in which the program is started.` : ""}`,
      ...(variable
        ? { at: valuePlace(variable.file, variable.binding) }
        : facts.run?.crash?.at
          ? { at: facts.run.crash.at }
          : {}),
      also: [
        ...(variable && facts.run?.crash?.at ? [{ ...facts.run.crash.at, note: "it is opened here" }] : []),
        ...(elsewhere(facts, path)
          ? [{ file: elsewhere(facts, path)!, note: "the file that was probably meant" }]
          : []),
      ],
    };
  },
  fixes: (evidence, facts) => {
    if (evidence.settings) return [pointTo(evidence.settings)];
    const { path, database } = evidence;
    const own = path === null ? null : insideProject(facts, path);
    const folder = own?.includes("/") ? own.slice(0, own.lastIndexOf("/")) : null;
    if (database && folder)
      return [
        {
          id: "make-folder",
          title: `Create the folder ${folder}`,
          safety: "review",
          ...typed(facts, `mkdir -p ${folder}`, `mkdir "${folder.replaceAll("/", "\\")}"`),
          changes: [{ do: "mkdir", dir: folder }],
        },
      ];
    const lies = elsewhere(facts, path);
    if (lies)
      return [
        {
          id: "from-the-code",
          title: `Build the path from the file of the code${facts.run?.crash?.at ? ` in ${facts.run.crash.at.file}` : ""}, or start in the folder from which ${path} leads to ${lies}`,
          safety: "manual",
          changes: [],
        },
      ];
    return [
      {
        id: "make",
        title: path ? `Create ${path}, or correct its name` : "Create it, or correct its name",
        safety: "manual",
        changes: [],
      },
    ];
  },
  page: {
    what: "The program opens a file or folder that does not exist.",
    why: "What git does not keep (data, logs, certificates) does not exist after a fresh checkout.",
    causes: [
      "The folder of an SQLite database was never created.",
      "A path that is relative to another working folder.",
      "A certificate or key that is in another place on this machine.",
      "The package config looks in the folder config of the working folder, and the program is started in another one.",
    ],
    steps: [
      "A folder: create it, `mkdir -p data`. `surestart run --fix` does it for the folder of a database inside the project.",
      "A file: create it, or correct the path in the variable or the code that the finding shows.",
      "Build paths from the file of the code, so that the working folder does not matter.",
      "The package config: set NODE_CONFIG_DIR, or start in the folder above config.",
    ],
    examples: [
      {
        file: "main.py",
        wrong: 'open("data/app.json")',
        right: 'open(Path(__file__).parent / "data" / "app.json")',
      },
      {
        file: "server.js",
        wrong: 'readFileSync("data/app.json")',
        right: 'readFileSync(path.join(import.meta.dirname, "data/app.json"))',
      },
    ],
    not: "A module that cannot be imported is runtime/local-import-missing; a .env that is missing is env/file-missing.",
  },
});

function ofSettings({ pack, folder, looked, lies, at, said }: ConfigFolder): Sentence {
  return {
    severity: "error",
    confidence: said ? "certain" : "likely",
    role: said ? "crash" : "would",
    title: `No settings in ${looked}`,
    detail: `The package ${pack}, which ${at.file} loads, reads its settings from the folder ${folder} of the working folder, which has none; they are in ${lies}.`,
    at,
    also: [{ file: lies, note: "the settings are here" }],
  };
}

function pointTo({ lies, variable }: ConfigFolder): Fix {
  return {
    id: "config-folder",
    title: `Set ${variable} to ${lies}, or start in the folder above it`,
    safety: "manual",
    changes: [],
  };
}

/** A server's own sentence on a path from its command line or its settings: `certfile "tls/a.crt" does not exist` (gunicorn, click). */
function ownWords(facts: Facts): string | null {
  const { crash } = facts.run ?? {};
  const said =
    /(?:file|path|directory|folder|dir)\b[^'"\n]{0,20}['"]([^'"\n]+)['"] (?:does not exist|doesn't exist|is not a (?:file|directory))/i.exec(
      `${crash?.name ?? ""}: ${crash?.message ?? ""}`,
    );
  const named = said?.[1] ?? /\bFile (\S+) was not found\b/.exec(crash?.message ?? "")?.[1];
  return named && /[./\\]/.test(named) ? named : null;
}

export { cases } from "./_path-missing-cases.ts";
