import { type Cases, defineDiagnosis, type Sentence } from "../../diagnose.ts";
import type { Facts } from "../../facts.ts";
import type { Fix } from "../../finding.ts";
import { tools } from "../../known/_tools.ts";
import { serverJs } from "../_serve.ts";
import { text } from "../_text.ts";
import { lastWords } from "../runtime/_crash-text.ts";
import { type MissingEntry, missingEntry } from "./_missing-entry.ts";
import { moduleOf, searchFolder, serveObjects, withFolder, withImport } from "./_serve-objects.ts";
import { type MissingSettings, missingSettings } from "./_settings-module.ts";

interface Evidence {
  module: string;
  /** The file that was probably meant. */
  near: string | null;
  /** The import string that would be right. */
  path: string | null;
  /** The folder in which the module would be found by the name that it was given. */
  folder: string | null;
}

export default defineDiagnosis({
  code: "app/import-path",
  since: "0.1.0",
  stage: "DR",
  detect: (facts): (Evidence | { settings: MissingSettings } | { file: MissingEntry })[] => {
    const settings = missingSettings(facts);
    if (settings) return [{ settings }];
    const file = missingEntry(facts);
    if (file) return [{ file }];
    const entry = facts.command?.entry;
    if (
      entry?.kind !== "module" ||
      entry.file !== null ||
      entry.module === undefined ||
      facts.command?.server === "python"
    )
      return [];
    if (facts.run && (facts.run.outcome === "healthy" || !cannotImport(facts, entry.module))) return [];
    const last = entry.module.split(".").at(-1) as string;
    const near = facts.source.files.filter((f) => moduleOf(f).split(".").at(-1) === last);
    const objects = serveObjects(facts);
    const [object] = [...objects.filter((o) => near.includes(o.file)), ...objects];
    const { module } = entry;
    // A dotted name says which folder was meant: modules below it import each other by that name, too.
    const below = near.find((f) => searchFolder(f, module) !== null);
    const folder =
      below && (module.includes(".") || below.endsWith("/__init__.py")) && searchFolder(below, module);
    if (folder) return [{ module, near: below, path: null, folder }];
    return [{ module, near: near[0] ?? object?.file ?? null, path: object?.path ?? null, folder: null }];
  },
  about: (evidence) => {
    if ("file" in evidence) return [`file ${evidence.file.entry}`];
    const { module } = "settings" in evidence ? evidence.settings : evidence;
    return [`module ${module}`, `package ${module.split(".")[0]}`];
  },
  finding: (evidence, facts) => {
    if ("settings" in evidence) return settingsFinding(evidence.settings, facts);
    if ("file" in evidence) return entryFinding(evidence.file, facts);
    const { module, near, path, folder } = evidence;
    return {
      severity: "error",
      confidence: "certain",
      role: facts.run ? "crash" : "would",
      title: `${facts.command?.server ?? "The server"} cannot import ${module}`,
      detail: `From ${facts.command?.cwd === facts.project.dir ? "this folder" : (facts.command?.cwd ?? "here")} there is no module ${module}${folder ? `; ${near} would be it if ${folder} were searched` : path ? `; ${path} would be the application` : near ? `; ${near} is near` : ""}.`,
      ...(facts.command?.at ? { at: facts.command.at } : near ? { at: { file: near } } : {}),
      also: near ? [{ file: near, note: "the module that was probably meant" }] : [],
    };
  },
  fixes: (evidence, facts) => {
    if ("settings" in evidence) return settingsFixes(evidence.settings);
    if ("file" in evidence) return entryFixes(evidence.file, facts);
    const { path, folder } = evidence;
    return [
      folder
        ? commandFix(facts, `Search ${folder} for modules`, withFolder(facts, folder))
        : importFix(facts, path),
    ];
  },
  page: {
    what: "The start command names a module or a file of the application that is not there.",
    why: "A module's name is its path from the folder that is searched, which is the working folder (or --app-dir); a file is looked for in the working folder.",
    causes: [
      "The command is run in another folder than it was written for.",
      "The application moved into a package: main:app became package.main:app.",
      "DJANGO_SETTINGS_MODULE names a package that was renamed.",
    ],
    says: [
      'Error loading ASGI app. Could not import module "…"',
      "Could not import '…'",
      "Could not locate a Flask application",
    ],
    not: "A module that is found and lacks the attribute is app/attribute-missing; an import inside the module that fails is runtime/module-missing or runtime/local-import-missing.",
  },
});

function entryFinding({ entry, near, said }: MissingEntry, { command }: Facts): Sentence {
  return {
    severity: "error",
    confidence: "certain",
    role: said ? "crash" : "would",
    title: `${entry} does not exist`,
    detail: `${command?.at ? `${command.at.file} starts` : "The start command runs"} ${entry}, and there is no such file${near ? `; ${near} is near` : ""}.`,
    ...(command?.at ? { at: command.at } : {}),
    also: near ? [{ file: near, note: "the file that was probably meant" }] : [],
  };
}

function entryFixes({ entry, word, near }: MissingEntry, facts: Facts): Fix[] {
  if (near === null)
    return [{ id: "right-path", title: `Name the file that was meant`, safety: "manual", changes: [] }];
  const ending = (file: string): string => file.slice(file.lastIndexOf("."));
  // Node may not run it as it is: that takes a build, or another program.
  if (ending(near) !== ending(entry))
    return [
      {
        id: "right-path",
        title: `Build ${near} first, or start it with a program that reads ${ending(near)} files`,
        safety: "manual",
        changes: [],
      },
    ];
  const { cwd = facts.project.dir, program = [] } = facts.command ?? {};
  if (cwd !== facts.project.dir)
    return [{ id: "right-path", title: `Start ${near}`, safety: "manual", changes: [] }];
  const named = word.startsWith("./") ? `./${near}` : near;
  const words = program.map((one) => (one === word ? named : one));
  return [commandFix(facts, `Start ${near}`, words.join(" "))];
}

function settingsFinding({ module, at, near }: MissingSettings, facts: Facts): Sentence {
  return {
    severity: "error",
    confidence: "certain",
    role: facts.run ? "crash" : "would",
    title: `Django cannot import its settings ${module}`,
    detail: `DJANGO_SETTINGS_MODULE is ${module}, and there is no such module${near ? `; ${near} is near` : ""}.`,
    ...(at ? { at } : {}),
  };
}

function settingsFixes({ near, change }: MissingSettings): Fix[] {
  return [
    {
      id: "settings-module",
      title: near
        ? `Name ${near}`
        : "Name the module of the settings by its path from the folder of manage.py",
      safety: change ? "review" : "manual",
      changes: change ? [change] : [],
    },
  ];
}

function cannotImport(facts: Facts, module: string): boolean {
  const text = lastWords(facts);
  const [first] = module.split(".") as [string];
  if (new RegExp(`No module named '?${first}`, "i").test(text)) return true;
  return tools.some(({ says }) => {
    const match = says?.cannotImport?.exec(text);
    if (!match) return false;
    const named = Object.values(match.groups ?? {}).find((one) => one !== undefined);
    return named === undefined || named.startsWith(module);
  });
}

/** The command with the import string that was meant. */
export function importFix(facts: Facts, path: string | null): Fix {
  const command = path === null ? null : withImport(facts, path);
  return command === null
    ? {
        id: "right-path",
        title: "Name the module by its path from the working folder",
        safety: "manual",
        changes: [],
      }
    : commandFix(facts, `Start ${path}`, command);
}

/** Writes the command anew where it stands in a file, else shows it corrected. */
export function commandFix(facts: Facts, title: string, command: string | null): Fix {
  const at = facts.command?.at;
  if (command === null || at?.line === undefined)
    return {
      id: "right-path",
      title,
      safety: "manual",
      ...(command === null ? {} : { command }),
      changes: [],
    };
  return {
    id: "right-path",
    title,
    safety: "review",
    command,
    changes: [
      {
        do: "command",
        file: at.file,
        line: at.line,
        old: facts.command?.program.join(" ") ?? "",
        new: command,
      },
    ],
  };
}

const django = (settings: string): Record<string, string> => ({
  "manage.py": text`
    import os
    import sys

    if __name__ == "__main__":
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "${settings}")
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)
  `,
  "config/__init__.py": "",
  "config/settings.py": "DEBUG = True\n",
});

export function cases(): Cases {
  const files = {
    "shelf/__init__.py": "",
    "shelf/main.py": text`
      from fastapi import FastAPI

      app = FastAPI()
    `,
  };
  return {
    claims: [
      {
        name: "a file that was moved",
        files: {
          "package.json": '{"scripts":{"start":"node server.js"}}',
          "lib/server.js": serverJs,
        },
        command: ["npm", "run", "start"],
      },
      {
        name: "a script that is not there, in the words of Python",
        files: { "shelf.py": "print(1)\n" },
        command: ["/usr/bin/python3", "shelve.py"],
        run: {
          outcome: "failed",
          ended: "exited",
          exit: { code: 2, signal: null },
          output: ["/usr/bin/python3: can't open file '/srv/shelve.py': [Errno 2] No such file or directory"],
        },
      },
      {
        name: "Django's settings were renamed",
        files: django("shelf.settings"),
        command: ["/usr/bin/python3", "manage.py", "runserver"],
      },
      {
        name: "the module lies in a package",
        files,
        command: ["/usr/bin/python3", "-m", "uvicorn", "main:app"],
      },
      {
        name: "the package lies in src",
        files: {
          "src/shelf/__init__.py": "",
          "src/shelf/main.py": text`
            from fastapi import FastAPI
            from shelf import books

            app = FastAPI()
          `,
          "src/shelf/books.py": "",
        },
        command: ["/usr/bin/python3", "-m", "uvicorn", "shelf.main:app"],
      },
    ],
    leaves: [
      {
        name: "a file that an earlier step may make",
        files: { "package.json": '{"scripts":{"start":"node make.mjs && node served.js"}}', "make.mjs": "" },
        command: ["npm", "start"],
      },
      {
        name: "Django's settings by their right name",
        files: django("config.settings"),
        command: ["/usr/bin/python3", "manage.py", "runserver"],
      },
      { name: "the right path", files, command: ["/usr/bin/python3", "-m", "uvicorn", "shelf.main:app"] },
    ],
  };
}
