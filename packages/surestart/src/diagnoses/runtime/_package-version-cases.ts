import type { Case, Cases } from "../../diagnose.ts";
import { importPy, servePy } from "../_serve.ts";
import { text } from "../_text.ts";

/** The cases of runtime/package-version. */
export function cases(): Cases {
  const failed = (...output: string[]): NonNullable<Case["run"]> => ({
    output,
  });
  const traced = (line: string, error: string, from = "wordsmith") =>
    failed(
      "Traceback (most recent call last):",
      '  File "main.py", line 1, in <module>',
      `    ${line}`,
      `  File "/srv/.venv/lib/python3.11/site-packages/${from}/__init__.py", line 3, in <module>`,
      error,
    );
  const command = ["/usr/bin/python3", "main.py"];
  const python = (line: string, error: string, from?: string): Omit<Case, "name"> => ({
    files: { "main.py": `${line}\n`, "requirements.txt": "wordsmith<2\n" },
    command,
    facts: { runtime: { packages: [] } },
    run: traced(line, error, from),
  });
  const moduleJs = {
    "package.json": '{"type":"module","dependencies":{"quill":"^1.0.0"}}',
    "node_modules/quill/package.json":
      '{"name":"quill","version":"2.0.0","type":"module","exports":"./index.js"}',
    "node_modules/quill/index.js": "export const pen = 1;\n",
  };
  return {
    claims: [
      {
        name: "a name that this version does not have",
        ...python(
          "from wordsmith import Pen",
          "ImportError: cannot import name 'Pen' from 'wordsmith' (/srv/.venv/lib/python3.11/site-packages/wordsmith/__init__.py)",
        ),
      },
      {
        name: "a name that was moved to another package, under a server that is a package too",
        files: { "main.py": "from inkwell import Pen\n", "requirements.txt": "inkwell\n" },
        command,
        facts: { runtime: { packages: [] } },
        run: failed(
          "Traceback (most recent call last):",
          '  File "/srv/.venv/lib/python3.11/site-packages/waiter/main.py", line 9, in serve',
          "    load(name)",
          '  File "main.py", line 1, in <module>',
          "    from inkwell import Pen",
          '  File "/srv/.venv/lib/python3.11/site-packages/inkwell/_moved.py", line 3, in __getattr__',
          "    raise InkImportError(words)",
          "inkwell.errors.InkImportError: `Pen` has been moved to the `inkwell-pens` package.",
        ),
      },
      {
        name: "another package whose module has the same name",
        files: { "main.py": "import environ\n", "requirements.txt": "environ\n" },
        command,
        facts: {
          runtime: {
            packages: [
              {
                name: "environ",
                distribution: "environ",
                installed: true,
                version: "1.0",
                inVenv: null,
                declared: true,
                at: { file: "main.py", line: 1 },
                optional: false,
                shadowedBy: null,
              },
            ],
          },
        },
        run: failed(
          "Traceback (most recent call last):",
          '  File "main.py", line 1, in <module>',
          "    import environ",
          '  File "/srv/.venv/lib/python3.11/site-packages/environ.py", line 114',
          '    raise ValueError, "No frame marked with %s." % fname',
          "                    ^",
          "SyntaxError: invalid syntax",
        ),
      },
      {
        name: "a part that this version does not have",
        ...python("import wordsmith.old", "ModuleNotFoundError: No module named 'wordsmith.old'"),
      },
      {
        name: "an attribute that this version does not have",
        ...python("import wordsmith", "AttributeError: module 'wordsmith' has no attribute 'Pen'"),
      },
      {
        name: "a name that is exported no more",
        files: { ...moduleJs, "server.js": 'import { nib } from "quill";\nnib();\n' },
        run: failed(
          "file:///srv/server.js:1",
          'import { nib } from "quill";',
          "         ^^^",
          "SyntaxError: The requested module 'quill' does not provide an export named 'nib'",
          "    at ModuleJob._instantiate (node:internal/modules/esm/module_job:226:21)",
        ),
      },
      {
        name: "a part that is not exported",
        files: { ...moduleJs, "server.js": 'import "quill/lib/nib.js";\n' },
        run: failed(
          `Error [ERR_PACKAGE_PATH_NOT_EXPORTED]: Package subpath './lib/nib.js' is not defined by "exports" in /srv/node_modules/quill/package.json imported from /srv/server.js`,
          "    at exportsNotFound (node:internal/modules/esm/resolve:314:10)",
        ),
      },
    ],
    leaves: [
      {
        name: "a name that may be missing",
        files: {
          "main.py": text`
            import os
            try:
                from wordsmith import Pen
            except ImportError:
                Pen = None
            ${importPy}
            ${servePy}
          `,
        },
        command,
        run: {
          outcome: "healthy",
          ended: "healthy",
          output: ["ImportError: cannot import name 'Pen' from 'wordsmith'"],
        },
      },
    ],
  };
}
