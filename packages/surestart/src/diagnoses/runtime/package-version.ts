import { defineDiagnosis } from "../../diagnose.ts";
import type { Facts, PackageFact } from "../../facts.ts";
import type { Fix, Place } from "../../finding.ts";
import { distributionName, lastWith } from "../../known/_distributions.ts";
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

export { cases } from "./_package-version-cases.ts";
