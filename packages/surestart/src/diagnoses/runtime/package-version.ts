import { type Case, type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { Facts, PackageFact } from "../../facts.ts";
import type { Fix, Place } from "../../finding.ts";
import { distributionName, lastWith } from "../../known/_distributions.ts";
import { importPy, servePy } from "../_serve.ts";
import { text } from "../_text.ts";
import { type Asked, notInPackage, strangerIn } from "./_not-in-package.ts";
import { topOf } from "./_packages.ts";

interface Evidence {
  /** The package as it is imported. */
  name: string;
  distribution: string;
  /** What is asked of it. */
  lacks: string;
  /** The library that asks, where the project itself does not. */
  by: string | null;
  at: Place | null;
  has: string | null;
  /** What a manifest asks for. */
  wants: PackageFact["asked"] | null;
  /** The package to which the program says it was moved. */
  moved?: string;
  /** Another package is meant, whose module has this name, too. */
  meant?: string;
}

export default defineDiagnosis({
  code: "runtime/package-version",
  since: "0.1.0",
  stage: "R",
  detect: (facts): Evidence[] => {
    if (facts.run?.outcome !== "failed") return [];
    const stranger = strangerIn(facts);
    if (stranger) {
      const { module, meant } = stranger;
      return [{ ...evidenceOf({ module, lacks: "" }, facts), meant }];
    }
    const asked = notInPackage(facts);
    return asked ? [evidenceOf(asked, facts)] : [];
  },
  about: ({ name }) => [`package ${name}`],
  finding: ({ name, distribution, lacks, by, at, has, wants, moved, meant }) => ({
    severity: "error",
    confidence: meant ? "likely" : "certain",
    role: "crash",
    title: meant
      ? `The package ${distribution} is installed, but ${meant} was probably meant`
      : `${distribution}${has ? ` ${has}` : ""} has no ${lacks}`,
    detail: meant
      ? `Both contain a module ${name}, and the one of ${distribution} fails here.`
      : `${by ?? at?.file ?? "The program"} imports ${lacks}; ${name} is installed, but this version does not have it.${wants ? ` ${wants.file} asks for ${distribution} ${wants.range}.` : ""}${moved ? ` The program says that it was moved to ${moved}.` : ""}`,
    ...(at ? { at } : {}),
  }),
  fixes: (evidence, facts) => [fixOf(evidence, facts)],
  page: {
    what: "A package is installed, but the installed version does not have what is imported from it.",
    why: "Packages drop, move and rename what they export. A manifest without version limits brings the newest one.",
    causes: [
      "The code was written for an older version, and the manifest sets no upper limit (pydantic 2 without BaseSettings, SQLAlchemy 2, LangChain).",
      "A library and the package that it needs do not fit together: Flask 2.2 with Werkzeug 3.",
      "The code was written for a newer version than the installed one.",
      "The package was installed by the name of its module, but another package has that name (environ for django-environ, jwt for PyJWT).",
      'The package lists in "exports" what Node may load from it, and this is not in the list.',
    ],
    steps: [
      "See which version is installed: `python3 -m pip show NAME`, `npm ls NAME`.",
      'Install the version for which the code was written, and write it into the manifest: `python3 -m pip install "werkzeug<3"`.',
      "Or change the import to what the installed version has; its changelog or migration guide says what replaces the old name.",
    ],
    examples: [
      {
        file: "settings.py",
        wrong: "from pydantic import BaseSettings",
        right: "from pydantic_settings import BaseSettings",
      },
    ],
    says: [
      "cannot import name '…' from '…'",
      "module '…' has no attribute '…'",
      'is not defined by "exports" in',
      "does not provide an export named",
    ],
    not: "A package that is not installed at all is runtime/module-missing; a name that a module of the project does not define is app/attribute-missing; modules that import each other are app/circular-import.",
  },
});

function evidenceOf({ module, lacks, moved }: Asked, facts: Facts): Evidence {
  const { runtime, source, run, command } = facts;
  const name = topOf(module);
  const fact = runtime.packages.find((p) => p.name === name);
  const distribution =
    fact?.distribution ?? (command?.language === "python" ? distributionName(name, module) : name);
  // Who asks: the innermost frame that is not of the package itself, nor of what imports for it.
  const caller = run?.crash?.frames.findLast(
    (f) =>
      f.own ||
      new RegExp(`(?:site-packages|dist-packages|node_modules)[\\\\/](?!${name}[\\\\/.])`).test(f.file),
  );
  const by = caller?.own
    ? null
    : (/(?:site-packages|dist-packages|node_modules)[\\/]((?:@[\w.-]+[\\/])?[\w-]+)/.exec(
        caller?.file ?? "",
      )?.[1] ?? null);
  const asking = source.imports.find((i) => i.reached && i.package === name)?.at ?? null;
  return {
    name,
    distribution,
    lacks,
    by,
    at: run?.crash?.at?.line === undefined ? (asking ?? run?.crash?.at ?? null) : run.crash.at,
    has: fact?.version ?? null,
    wants: fact?.asked ?? null,
    ...(moved === undefined ? {} : { moved }),
  };
}

function fixOf({ name, distribution, by, wants, moved, meant }: Evidence, facts: Facts): Fix {
  const { install, interpreter } = facts.runtime;
  const pip = `${interpreter?.path ?? "python3"} -m pip install`;
  const fix = (id: string, title: string, command?: string): Fix => ({
    id,
    title,
    safety: "manual",
    ...(command === undefined ? {} : { command }),
    changes: [],
  });
  if (meant)
    return fix(
      "install-meant",
      `Install ${meant} instead of ${distribution}`,
      `${pip.replace(" install", "")} uninstall -y ${distribution} && ${install ? `${install.add} ${meant}` : `${pip} ${meant}`}`,
    );
  const last = lastWith[name];
  if (last) return fix("install-version", `Install ${last}`, `${pip} "${last}"`);
  if (moved)
    return fix(
      "install-moved",
      `Install ${moved}, and import it from there`,
      install ? `${install.add} ${moved}` : `${pip} ${moved}`,
    );
  if (wants?.met === false && install)
    return fix(
      "install-version",
      `Install the version of ${distribution} that ${wants.file} asks for`,
      install.command,
    );
  return by
    ? fix(
        "fitting-versions",
        `Install versions of ${by} and ${distribution} that fit together: a newer ${by}, or an older ${distribution}`,
      )
    : fix(
        "fitting-versions",
        `Change the import to what this version has, or install the version of ${distribution} for which the code was written`,
      );
}

export function cases(): Cases {
  const failed = (...output: string[]): NonNullable<Case["run"]> => ({
    outcome: "failed",
    ended: "exited",
    exit: { code: 1, signal: null },
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
