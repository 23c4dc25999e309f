import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { Facts } from "../../facts.ts";
import type { Fix } from "../../finding.ts";
import { lastWords } from "../runtime/_crash-text.ts";
import { moduleOf, serveObjects, withImport } from "./_serve-objects.ts";

export default defineDiagnosis({
  code: "app/import-path",
  since: "0.1.0",
  stage: "DR",
  detect: (facts) => {
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
    return [{ module: entry.module, near: near[0] ?? object?.file ?? null, path: object?.path ?? null }];
  },
  finding: ({ module, near, path }, facts) => ({
    severity: "error",
    confidence: "certain",
    role: facts.run ? "crash" : "would",
    title: `${facts.command?.server ?? "The server"} cannot import ${module}`,
    detail: `From ${facts.command?.cwd === facts.project.dir ? "this folder" : (facts.command?.cwd ?? "here")} there is no module ${module}${path ? `; ${path} would be the application` : near ? `; ${near} is near` : ""}.`,
    ...(facts.command?.at ? { at: facts.command.at } : near ? { at: { file: near } } : {}),
    also: near ? [{ file: near, note: "the module that was probably meant" }] : [],
  }),
  fixes: ({ path }, facts) => [commandFix(facts, path)],
  page: {
    what: "The server cannot find the module of the application under the name that the start command gives.",
    why: "A module's name is its path from the folder that is searched, which is the working folder (or --app-dir).",
    causes: [
      "The command is run in another folder than it was written for.",
      "The application moved into a package: main:app became package.main:app.",
    ],
    not: "A module that is found and lacks the attribute is app/attribute-missing; an import inside the module that fails is runtime/module-missing or runtime/local-import-missing.",
  },
});

function cannotImport(facts: Facts, module: string): boolean {
  const text = lastWords(facts);
  return new RegExp(
    `(Could not import module "?${module}|No module named '?${module.split(".")[0]}|Could not import '?${module}|Error while importing|Failed to find .*${module}|Could not locate a Flask application)`,
    "i",
  ).test(text);
}

/** Writes the command anew where it stands in a file, else shows it corrected. */
export function commandFix(facts: Facts, path: string | null): Fix {
  const command = path === null ? null : withImport(facts, path);
  if (command === null)
    return {
      id: "right-path",
      title: "Name the module by its path from the working folder",
      safety: "manual",
      changes: [],
    };
  const at = facts.command?.at;
  if (at?.line === undefined)
    return { id: "right-path", title: `Start ${path}`, safety: "manual", command, changes: [] };
  return {
    id: "right-path",
    title: `Start ${path}`,
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

const files = {
  "shelf/__init__.py": "",
  "shelf/main.py": "from fastapi import FastAPI\n\napp = FastAPI()\n",
};

export const cases: Cases = {
  claims: [
    {
      name: "the module lies in a package",
      files,
      command: ["/usr/bin/python3", "-m", "uvicorn", "main:app"],
    },
  ],
  leaves: [
    { name: "the right path", files, command: ["/usr/bin/python3", "-m", "uvicorn", "shelf.main:app"] },
  ],
};
