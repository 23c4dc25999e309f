import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import { tools } from "../../known/_tools.ts";
import { importPy, servePy } from "../_serve.ts";
import { text } from "../_text.ts";
import { lastWords } from "../runtime/_crash-text.ts";
import { serveObjects } from "./_serve-objects.ts";

export default defineDiagnosis({
  code: "app/needs-import-string",
  since: "0.1.0",
  stage: "R",
  detect: (facts) => {
    const said = lastWords(facts);
    const tool = tools.find(({ says }) => says?.needsImport?.test(said));
    if (!tool) return [];
    const calls = tool.listens?.flatMap((one) => one.calls) ?? [];
    const call = facts.source.listens.find((one) => one.reached && calls.includes(one.call));
    return [{ tool: tool.name, call, name: serveObjects(facts)[0]?.path ?? null }];
  },
  finding: ({ tool, call, name }) => ({
    severity: "error",
    confidence: "certain",
    role: "crash",
    title: `${capital(tool)} needs the name of the application, but is given the application itself`,
    detail: `Its reloader and its workers are new processes that import the application: ${tool} needs its import string for that${name ? `, here "${name}"` : ""}.`,
    ...(call ? { at: call.at } : {}),
  }),
  fixes: ({ call, name }) => [
    {
      id: "import-string",
      title: `Pass ${name ? `"${name}"` : 'the import string, "MODULE:NAME",'}${call ? ` to ${call.call}` : ""} instead, or use neither reload nor workers`,
      safety: "manual",
      changes: [],
    },
  ],
  page: {
    what: "A server that starts several processes is given the application itself instead of its name.",
    why: "A reloader and workers are new processes. They cannot be given an object of another process; they import the application, and need the name of its module for that.",
    causes: [
      "`uvicorn.run(app, reload=True)`, or with `workers=2`, where `app` is the application.",
      "A call that was right with one process, and was given the option later.",
    ],
    steps: [
      'Pass the import string, "MODULE:NAME", in place of the application.',
      "Or remove reload and workers.",
    ],
    examples: [
      {
        file: "main.py",
        wrong: "uvicorn.run(app, reload=True)",
        right: 'uvicorn.run("main:app", reload=True)',
      },
    ],
    not: "An import string whose module is not found is app/import-path; one whose module has no such name is app/attribute-missing.",
  },
});

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

export function cases(): Cases {
  const files = {
    "web.py": text`
      from fastapi import FastAPI

      application = FastAPI()
    `,
    "start.py": text`
      import uvicorn
      from web import application

      uvicorn.run(application, reload=True)
    `,
  };
  const command = ["/usr/bin/python3", "start.py"];
  return {
    claims: [
      {
        name: "uvicorn is to reload an application that it was given as an object",
        files,
        command,
        run: {
          output: [
            "WARNING:  You must pass the application as an import string to enable 'reload' or 'workers'.",
          ],
        },
      },
    ],
    leaves: [
      { name: "the same program before it is started", files, command },
      {
        name: "a program that serves by itself",
        files: {
          "main.py": text`
            import os
            ${importPy}
            ${servePy}
          `,
        },
        run: { outcome: "healthy", ended: "healthy" },
      },
    ],
  };
}
