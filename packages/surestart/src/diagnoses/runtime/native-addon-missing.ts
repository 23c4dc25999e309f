import { type Case, type Cases, defineDiagnosis } from "../../diagnose.ts";
import type { Facts } from "../../facts.ts";
import type { Fix, Place } from "../../finding.ts";
import { tools } from "../../known/_tools.ts";
import { serveJs, serverJs } from "../_serve.ts";
import { text } from "../_text.ts";
import { lastWords, moduleNotFound } from "./_crash-text.ts";

interface Evidence {
  /** The package whose native part is missing; null where the words do not tell. */
  pack: string | null;
  /** built: by a script of the package. optional: in a dependency that is there for one system alone. get: to be installed by this name. */
  comes: "built" | "optional" | { get: string };
  /** The dependency that has it. */
  part: string | null;
  at: Place | null;
}

/** Names of systems and processors, as packages for one of them end. */
const system = `(?:linux|darwin|win32|freebsd|android)(?:-?(?:x64|arm64|arm|ia32|ppc64|s390x|riscv64))?(?:-(?:gnu|musl|msvc|gnueabihf))?`;

const built = [
  /Could not locate the bindings file/,
  /Cannot find module '[^'\n]*\.node'/,
  /No native build was found for platform=/,
];
const optional = [
  new RegExp(`Cannot find (?:package|module) '?(?<part>@?[\\w./-]+[-/.]${system})\\b`),
  /The package "(?<part>[^"]+)" could not be found, and is needed by (?<pack>[\w@/-]+)\./,
  /Could not load the "(?<pack>[\w@/-]+)" module using the [\w-]+ runtime/,
  /You installed (?<pack>[\w@/-]+) for another platform than the one you're currently using/,
  /Failed to load native binding|Cannot find native binding/,
];

export default defineDiagnosis({
  code: "runtime/native-addon-missing",
  since: "0.1.0",
  stage: "R",
  detect: (facts): Evidence[] => {
    if (facts.run?.outcome !== "failed") return [];
    const said = lastWords(facts);
    const tool = tools.find(({ native }) => native?.says.test(said));
    if (tool?.native) return [evidence(tool.name, { get: tool.native.get }, null, facts)];
    const left = optional.map((sign) => sign.exec(said)).find((match) => match !== null);
    if (left) {
      const { pack = null, part = null } = left.groups ?? {};
      return [evidence(pack ?? packageIn(said), "optional", part, facts)];
    }
    return built.some((sign) => sign.test(said)) ? [evidence(packageIn(said), "built", null, facts)] : [];
  },
  about: ({ pack, part }, facts) => {
    const named = moduleNotFound(facts);
    return [pack, part, named].flatMap((name) => (name ? [`package ${name}` as const] : []));
  },
  finding: ({ pack, comes, part, at }, facts) => {
    const off = offOf(comes, facts);
    const { asks } = facts.runtime.nativeParts ?? {};
    const name = pack ?? "A package";
    const why =
      comes === "optional"
        ? `It comes as an optional dependency for each system${part && !part.startsWith(".") ? ` (here ${part})` : ""}, and the one for this system is not installed: it was left out, or node_modules was made on another system.`
        : comes === "built"
          ? "An install script of the package builds or downloads it, and it was not run."
          : "It comes in a separate distribution, or needs a library of the system that is not installed.";
    const because = off
      ? ` ${off.file}${off.line === undefined ? "" : `:${off.line}`} switches off ${comes === "built" ? "install scripts" : "optional dependencies"}.`
      : comes === "built" && asks
        ? " The package manager runs only scripts that are allowed by name, and none is allowed."
        : "";
    return {
      severity: "error",
      confidence: "certain",
      role: "crash",
      title: `The native part of ${pack ?? "a package"} is missing`,
      detail: `${name} needs a compiled part. ${why}${because}`,
      ...(at ? { at } : {}),
      also: off ? [{ ...off, note: "the setting" }] : [],
    };
  },
  fixes: ({ pack, comes }, facts) => [fixOf(pack, comes, facts)],
  page: {
    what: "A package needs a compiled part, which was never built or never installed.",
    why: "The JavaScript or Python of the package is installed and loads; the compiled file that it needs is missing.",
    causes: [
      "Install scripts are switched off (`ignore-scripts=true` in .npmrc, `enableScripts: false` in .yarnrc.yml), or not allowed for the package (pnpm, bun).",
      "Optional dependencies were left out (`--omit=optional`), or the lock file was made on another system.",
      "A node_modules was copied from another system into a container.",
      "A distribution is installed without its binary half, and the system does not have the library (psycopg without libpq).",
    ],
    steps: [
      "Built by a script: allow it and build, with `npm rebuild NAME --ignore-scripts=false`, `pnpm approve-builds`, or `trustedDependencies` in package.json for bun.",
      "An optional dependency for each system: install on this system, `rm -rf node_modules && npm install --include=optional`.",
      'psycopg: `python3 -m pip install "psycopg[binary]"`.',
    ],
    says: [
      "Could not locate the bindings file. Tried: …",
      "No native build was found for platform=…",
      'Could not load the "…" module using the … runtime',
      "Failed to load native binding",
      "no pq wrapper available",
    ],
    not: "A compiled part that is there, but was built for another version, is runtime/native-abi-mismatch; a package that is not installed at all is runtime/module-missing.",
  },
});

function evidence(
  pack: string | null,
  comes: Evidence["comes"],
  part: string | null,
  facts: Facts,
): Evidence {
  const from = facts.source.imports.find((i) => i.reached && i.package === pack)?.at;
  return { pack, comes, part, at: facts.run?.crash?.at ?? from ?? null };
}

/** The package whose file asked, by its path: not the helper that only looks for such files. */
function packageIn(said: string): string | null {
  const names = [...said.matchAll(/node_modules[\\/]((?:@[\w.-]+[\\/])?[\w.-]+)[\\/]/g)].map((m) =>
    m[1]?.replace("\\", "/"),
  );
  return (
    names.find((name) => name && !/^\.pnpm$|^(?:bindings|node-gyp-build|prebuild-install)$/.test(name)) ??
    null
  );
}

function offOf(comes: Evidence["comes"], facts: Facts): Place | undefined {
  const what = comes === "built" ? "scripts" : "optional";
  return facts.runtime.nativeParts?.off.find((one) => one.what === what)?.at;
}

function fixOf(pack: string | null, comes: Evidence["comes"], facts: Facts): Fix {
  const { nativeParts, interpreter } = facts.runtime;
  const off = offOf(comes, facts);
  const fix = (id: string, title: string, command: string): Fix => ({
    id,
    title,
    safety: "manual",
    command,
    changes: [],
  });
  if (typeof comes === "object")
    return fix(
      "install",
      `Install ${comes.get}`,
      `${interpreter?.path ?? "python3"} -m pip install "${comes.get}"`,
    );
  if (comes === "optional")
    return fix(
      "install-optional",
      "Install the packages again on this system, with the optional ones",
      `rm -rf node_modules && ${nativeParts?.optional ?? "npm install --include=optional"}`,
    );
  const rebuild = nativeParts?.rebuild ?? "npm rebuild {package} --ignore-scripts=false";
  return fix(
    "build",
    off ? `Build it, although ${off.file} switches off install scripts` : `Build ${pack ?? "it"}`,
    rebuild.replaceAll(" {package}", pack ? ` ${pack}` : ""),
  );
}

export function cases(): Cases {
  const files = {
    "package.json": '{"dependencies":{"quill-db":"3"}}',
    "node_modules/quill-db/package.json": '{"name":"quill-db","version":"3.0.0"}',
    "node_modules/quill-db/index.js": "",
    "server.js": text`
      require("quill-db");
      ${serveJs}
    `,
  };
  const failed = (...output: string[]): NonNullable<Case["run"]> => ({
    output: [
      ...output,
      "    at Module.load (node:internal/modules/cjs/loader:1:1)",
      "    at Object.<anonymous> (server.js:1:1)",
    ],
  });
  return {
    claims: [
      {
        name: "install scripts are switched off",
        files: { ...files, ".npmrc": "fund=false\nignore-scripts=true\n" },
        run: failed(
          "Error: Could not locate the bindings file. Tried:",
          " → /srv/node_modules/quill-db/build/quill.node",
        ),
      },
      {
        name: "a compiled file that the package asks for by its path",
        files: { ...files, "pnpm-lock.yaml": "lockfileVersion: '9.0'\n" },
        run: failed(
          "Error: Cannot find module '../build/Release/quill.node'",
          "Require stack:",
          "- /srv/node_modules/quill-db/lib/bindings.js",
        ),
      },
      {
        name: "no prebuilt one for this system",
        files,
        run: failed(
          "Error: No native build was found for platform=linux arch=x64 runtime=node abi=137",
          "    loaded from: /srv/node_modules/quill-db",
        ),
      },
      {
        name: "the optional dependency for this system was left out",
        files: { ...files, ".npmrc": "omit=optional\n" },
        run: failed(
          "Error: Cannot find module '@quill-db/core-linux-x64-gnu'",
          "Require stack:",
          "- /srv/node_modules/quill-db/index.js",
        ),
      },
      {
        name: "psycopg without its binary",
        files: { "main.py": "import psycopg\n" },
        facts: { runtime: { packages: [] } },
        run: {
          output: [
            "Traceback (most recent call last):",
            '  File "main.py", line 1, in <module>',
            "    import psycopg",
            "ImportError: no pq wrapper available.",
            "Attempts made:",
            "- couldn't import psycopg 'c' implementation: No module named 'psycopg_c'",
            "- couldn't import psycopg 'binary' implementation: No module named 'psycopg_binary'",
          ],
        },
      },
    ],
    leaves: [
      {
        name: "healthy without scripts",
        files: { ".npmrc": "ignore-scripts=true\n", "server.js": serverJs },
        run: { outcome: "healthy", ended: "healthy", output: [] },
      },
    ],
  };
}
