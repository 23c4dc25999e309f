import { type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { Facts, PackageFact } from "../../facts.ts";
import { importPy, servePy } from "../_serve.ts";
import { text } from "../_text.ts";
import { lastWords, moduleNotFound } from "./_crash-text.ts";
import { installCommand, isMissing, subjectsOf, topOf, whereInstalled } from "./_packages.ts";

interface Evidence {
  name: string;
  distribution: string;
  declared: boolean;
  at: PackageFact["at"] | null;
  /** No import says it: the start command names it. */
  byCommand?: true;
  /** The program itself said so. */
  said: boolean;
  /** The package is there, and does not give out this part of it. */
  part?: string;
}

export default defineDiagnosis({
  code: "runtime/module-missing",
  since: "0.1.0",
  stage: "DR",
  detect: (facts): Evidence[] => {
    const part = partNotExported(facts);
    if (part) return [part];
    const said = sayingMissing(facts);
    const read = facts.runtime.packages.filter(isMissing).map((p) => ({
      name: p.name,
      distribution: p.distribution,
      declared: p.declared,
      at: p.at,
      said: said?.name === p.name,
      ...(p.byCommand ? { byCommand: true as const } : {}),
    }));
    if (said && !read.some((p) => p.said)) {
      // Django imports its apps by the names in its settings: the name stands there, and the error's place elsewhere.
      const named = facts.source.imports.find((i) => i.package === said.name && i.reached)?.at;
      return [{ ...said, declared: false, at: named ?? facts.run?.crash?.at ?? null, said: true }, ...read];
    }
    return read;
  },
  about: (missing) => subjectsOf([missing]),
  finding: ({ name, distribution, declared, at, byCommand, said, part }, facts) => ({
    severity: facts.run?.outcome === "healthy" ? "warning" : "error",
    confidence: "certain",
    role: said ? "crash" : "would",
    title: part ? `${distribution} does not export ${part}` : `${distribution} is not installed`,
    detail: part
      ? `${at ? at.file : "The program"} imports ${name}/${part.replace(/^\.\//, "")}; the "exports" of the installed ${name} do not list it, so that Node does not load it although the file may be there.`
      : `${byCommand ? `The start command runs ${name}` : at && isImported(facts, name) ? `${at.file} imports ${name}` : `The program needs ${name}`}, and ${whereInstalled(facts)} does not have it${declared ? "; a manifest of the project lists it" : ""}.`,
    ...(at ? { at } : {}),
  }),
  fixes: ({ distribution, declared, part }, facts) => [
    part
      ? {
          id: "import-exported",
          title: `Import what ${distribution} exports, or install the version of it that exports ${part}`,
          safety: "manual",
          changes: [],
        }
      : {
          id: "install",
          title: `Install ${distribution}`,
          safety: "manual",
          command: installCommand(facts, distribution, declared),
          changes: [],
        },
  ],
  page: {
    what: "A package is imported, and the interpreter or node_modules in use does not have it.",
    why: "The import fails before anything else runs.",
    causes: [
      "It was added to the code or to the manifest, and not installed here.",
      "The name under which it is imported is not the one under which it is installed (serial is pyserial, yaml is PyYAML).",
      "An optional part of a package (email-validator for pydantic's EmailStr).",
    ],
    says: [
      "ModuleNotFoundError: No module named '…'",
      "Cannot find module '…'",
      "ERR_MODULE_NOT_FOUND: Cannot find package '…'",
    ],
    not: "A package that the project's virtual environment has is runtime/wrong-interpreter; with no node_modules at all it is runtime/node-modules-missing; several that a manifest names, or all of them, are runtime/packages-missing; a file of the project itself is runtime/local-import-missing.",
  },
});

/** Node found the package, and its "exports" do not have the part that is imported. */
function partNotExported(facts: Facts): Evidence | null {
  const said = /Package subpath '([^']+)' is not defined by "exports" in (.+?)[\\/]package\.json/.exec(
    lastWords(facts),
  );
  const name =
    said?.[2] && /node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)$/.exec(said[2])?.[1]?.replace("\\", "/");
  if (!said?.[1] || !name) return null;
  const specifier = `${name}/${said[1].replace(/^\.\//, "")}`;
  const from = facts.source.imports.find((i) => i.specifier === specifier && i.reached);
  const at = from?.at ?? facts.run?.crash?.at ?? null;
  return { name, distribution: name, declared: true, at, said: true, part: said[1] };
}

/** What the program's own error says is missing: a package, and never a module of the project. */
function sayingMissing(facts: Facts): { name: string; distribution: string } | null {
  const missing = moduleNotFound(facts);
  if (missing !== null && !/^[./]|^file:/.test(missing)) {
    const top = topOf(missing);
    const known = facts.runtime.packages.find((p) => p.name === top);
    const own =
      topOf(facts.command?.entry?.module ?? "") === top ||
      facts.source.imports.some((i) => i.resolved !== null && i.specifier.split(".")[0] === top) ||
      facts.source.files.some((f) => f.startsWith(`${top}/`) || f === `${top}.py`);
    if (!own) return { name: top, distribution: known?.distribution ?? top };
  }
  const demanded =
    /^(?:ImportError: )?([A-Za-z0-9_.-]+) is not installed,? run [`'"]?pip install/m.exec(lastWords(facts)) ??
    /(?:Please |please |run |Run )[`'"]?pip install ['"`]?([A-Za-z0-9_.-]+)/.exec(
      facts.run?.crash?.message ?? "",
    );
  return demanded?.[1] ? { name: demanded[1], distribution: demanded[1] } : null;
}

/** Only what was read is said: an error may come from a package's own import. */
function isImported(facts: Facts, name: string): boolean {
  return facts.source.imports.some((i) => i.package === name);
}

export function cases(): Cases {
  const files = {
    "main.py": text`
      import os
      import wordsmith
      ${importPy}
      ${servePy}
    `,
    "requirements.txt": "inkwell\n",
  };
  return {
    claims: [{ name: "in no manifest", files, command: ["/usr/bin/python3", "main.py"] }],
    leaves: [
      {
        name: "an optional import",
        files: {
          "main.py": text`
            import os
            try:
                import wordsmith
            except ImportError:
                wordsmith = None
            ${importPy}
            ${servePy}
          `,
        },
        command: ["/usr/bin/python3", "main.py"],
      },
    ],
  };
}
