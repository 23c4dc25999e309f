import { type Cases, defineDiagnosis } from "../../diagnose.ts";

export default defineDiagnosis({
  code: "runtime/local-import-missing",
  since: "0.1.0",
  stage: "DR",
  detect: (facts) =>
    facts.source.imports
      .filter((i) => i.missing && !i.settings && !i.optional && i.reached && !i.late)
      .map((missing) => ({
        missing,
        near: facts.runtime.nearFiles?.[`${missing.file} ${missing.specifier}`] ?? null,
      })),
  finding: ({ missing, near }, facts) => {
    const failed =
      facts.run?.outcome === "failed" &&
      (facts.run.crash?.code === "ERR_MODULE_NOT_FOUND" ||
        facts.run.crash?.code === "MODULE_NOT_FOUND" ||
        facts.run.crash?.code === "ERR_UNSUPPORTED_DIR_IMPORT" ||
        /No module named|cannot import name|Cannot find module|Could not import module/.test(
          facts.run.crash?.message ?? "",
        ));
    return {
      severity: facts.run?.outcome === "healthy" ? "warning" : "error",
      confidence: "certain",
      role: failed ? "crash" : "would",
      title: `${missing.specifier} does not exist`,
      detail: `${missing.file} imports ${missing.specifier}, and there is no such file${near ? `; ${near.file} is near` : ""}.`,
      at: missing.at,
      also: near ? [{ file: near.file, note: "the near file" }] : [],
    };
  },
  fixes: ({ missing, near }) => {
    if (!near || missing.at.line === undefined || missing.at.column === undefined)
      return [{ id: "correct", title: "Correct the path, or make the file", safety: "manual", changes: [] }];
    return [
      {
        id: "near-file",
        title: `Import ${near.specifier}`,
        safety: "review",
        changes: [
          {
            do: "replace-near",
            file: missing.at.file,
            line: missing.at.line,
            old: missing.specifier,
            new: near.specifier,
          },
        ],
      },
    ];
  },
  page: {
    what: "The project's own code imports a file of the project that does not exist.",
    why: "ES modules want the whole name with its ending; file systems on Linux tell upper from lower case.",
    causes: [
      "The .js ending is missing in an ES module.",
      "The import differs from the file's name in upper and lower case, which macOS and Windows let pass.",
      "The file was moved or renamed.",
    ],
    not: "A package that is missing is runtime/module-missing.",
  },
});

export const cases: Cases = {
  claims: [
    {
      name: "a launcher names a module of the application that was renamed",
      files: {
        "shelf/__init__.py": "",
        "shelf/main.py": "from fastapi import FastAPI\n\napp = FastAPI()\n",
        "serve.py":
          'import uvicorn\n\nif __name__ == "__main__":\n    uvicorn.run("shelf.web:app", port=8000)\n',
      },
      command: ["/usr/bin/python3", "serve.py"],
      run: {
        outcome: "failed",
        ended: "exited",
        exit: { code: 1, signal: null },
        output: ['ERROR:    Error loading ASGI app. Could not import module "shelf.web".'],
      },
    },
    {
      name: "without its ending in an ES module",
      files: {
        "package.json": '{"type":"module"}',
        "parts/slug.js": "export const slug = 1;\n",
        "server.js":
          'import { createServer } from "node:http";\nimport { slug } from "./parts/slug";\ncreateServer().listen(process.env.PORT);\nconsole.log(slug);\n',
      },
    },
  ],
  leaves: [
    {
      name: "with its ending",
      files: {
        "package.json": '{"type":"module"}',
        "parts/slug.js": "export const slug = 1;\n",
        "server.js":
          'import { createServer } from "node:http";\nimport { slug } from "./parts/slug.js";\ncreateServer().listen(process.env.PORT);\nconsole.log(slug);\n',
      },
    },
  ],
};
