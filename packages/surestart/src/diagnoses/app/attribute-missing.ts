import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { lastWords } from "../runtime/_crash-text.ts";
import { factoryIn, serveObjects, withFactory } from "./_serve-objects.ts";
import { commandFix, importFix } from "./import-path.ts";

export default defineDiagnosis({
  code: "app/attribute-missing",
  since: "0.1.0",
  stage: "DR",
  detect: (facts) => {
    const entry = facts.command?.entry;
    if (entry?.kind !== "module" || !entry.file || !entry.attribute) return [];
    const file = entry.file;
    const attribute = entry.attribute.replace(/\(.*$/, "").split(".")[0] as string;
    if (
      facts.run &&
      (facts.run.outcome === "healthy" ||
        !/Attribute "|has no attribute|Failed to find attribute|not found in module/.test(lastWords(facts)))
    )
      return [];
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
    const best = objects.find((o) => o.file === file) ?? objects[0];
    const module = entry.module ?? file;
    const factory = objects.some((o) => o.file === file) ? null : factoryIn(facts, file);
    return [{ file, attribute, module, best: factory ? undefined : best, factory }];
  },
  finding: ({ file, attribute, module, best, factory }, facts) => ({
    severity: "error",
    confidence: "certain",
    role: facts.run ? "crash" : "would",
    title: `${module} has no ${attribute}`,
    detail: `${file} is imported and defines no ${attribute}${factory ? `; ${factory} makes the application when it is called` : best ? `; ${best.path} is an application` : ""}.`,
    at: { file },
    also: best ? [{ file: best.file, line: best.line, note: `${best.name} is made here` }] : [],
  }),
  fixes: ({ best, module, factory }, facts) => [
    factory
      ? commandFix(
          facts,
          `Let the server call ${module}:${factory}`,
          withFactory(facts, `${module}:${factory}`),
        )
      : importFix(facts, best?.path ?? null),
  ],
  page: {
    what: "The module of the start command exists and has no attribute of the name that it gives.",
    why: "The server takes the application from the module by its name.",
    causes: [
      "The application has another name (api, application).",
      "It is made inside a function: the server then has to be told that it is a factory (`uvicorn --factory`).",
      "The file is only a launcher, and the application lies in another module.",
    ],
    not: "A module that is not found is app/import-path.",
  },
});

const files = { "main.py": "from fastapi import FastAPI\n\napi = FastAPI()\n" };

export const cases: Cases = {
  claims: [
    { name: "another name", files, command: ["/usr/bin/python3", "-m", "uvicorn", "main:app"] },
    {
      name: "a function makes it",
      files: { "main.py": "from flask import Flask\n\ndef create_app():\n    return Flask(__name__)\n" },
      command: ["gunicorn", "main:app"],
    },
  ],
  leaves: [{ name: "the right name", files, command: ["/usr/bin/python3", "-m", "uvicorn", "main:api"] }],
};
