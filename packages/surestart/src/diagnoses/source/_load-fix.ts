import type { Facts, SourceRead, StartCommand } from "../../facts.ts";
import type { Change, Fix } from "../../finding.ts";
import { onlyAssigns, runsOneLine } from "../../known/_find.ts";
import { tools } from "../../known/_tools.ts";
import { moduleKind } from "../_module-kind.ts";

/** The fixes that let a project load its .env itself: in the right place of the code, and in the start command where it is in a file. */
export function loadFixes(facts: Facts, envFile: string, read: SourceRead): Fix[] {
  if (read.language === "shell") return [shellFix(envFile, read)];
  const place = facts.source.loadBelongs ?? {
    file: read.at.file,
    line: 1,
    language: read.language,
    module: moduleKind(facts, read.at.file),
  };
  return place.module === "python" ? [pythonFix(facts, envFile, place)] : nodeFixes(facts, envFile, place);
}

/** A shell expands its words before any program can load a file: the script itself has to. */
function shellFix(envFile: string, { at }: SourceRead): Fix {
  const file = envFile.includes("/") ? envFile : `./${envFile}`;
  return {
    id: "source-env",
    title: `Load ${envFile} in ${at.file} before line ${at.line}`,
    safety: "manual",
    command: `set -a; . ${file}; set +a`,
    changes: [],
  };
}

const [python] = tools.flatMap(({ name, inCode }) =>
  inCode && "load" in inCode ? [{ name, ...inCode }] : [],
) as [{ name: string; import: string; load: string }];
const [javascript] = tools.flatMap(({ name, inCode }) =>
  inCode && "esm" in inCode ? [{ name, ...inCode }] : [],
) as [{ name: string; esm: string; cjs: string }];

type LoadPlace = NonNullable<Facts["source"]["loadBelongs"]>;

function pythonFix(facts: Facts, envFile: string, place: LoadPlace): Fix {
  const path = envFile.split("/").map((part) => JSON.stringify(part));
  const written = isAbove(envFile, place.file)
    ? [python.import, "", python.load.replace("{path}", "")]
    : [
        "from pathlib import Path",
        "",
        python.import,
        "",
        python.load.replace(
          "{path}",
          `Path(__file__).resolve().parents[${depth(place.file)}] / ${path.join(" / ")}`,
        ),
      ];
  const top = facts.source.tops?.find((t) => t.file === place.file);
  // Before an import a blank line divides the two; after the imports there is one already.
  if (top?.afterImports !== place.line) written.push("");
  const lines = written.map((line) => (line === "" ? line : `${place.indent ?? ""}${line}`));
  const changes: Change[] = [{ do: "insert", file: place.file, line: place.line, lines }];
  const manifest = facts.runtime.manifests.find(
    (m) => m.kind === "requirements.txt" || m.kind === "pyproject.toml" || m.kind === "Pipfile",
  );
  const declared = facts.runtime.manifests.some((m) =>
    [...m.packages, ...m.dev].some((p) => p.toLowerCase() === python.name),
  );
  if (manifest && manifest.kind !== "Pipfile" && !declared)
    changes.push({ do: "add-dependency", manifest: manifest.file, name: python.name });
  return {
    id: "add-load-dotenv",
    title: `Load ${envFile} in ${place.file} before anything reads it${declared || facts.runtime.hasPythonDotenv ? "" : ` (needs pip install ${python.name})`}`,
    safety: "review",
    changes,
  };
}

function nodeFixes(facts: Facts, envFile: string, place: LoadPlace): Fix[] {
  const { command, project, runtime } = facts;
  const version = runtime.interpreter?.version ?? null;
  const plain = command?.server === "node" && startsNode(command) ? command : null;
  const flagged = (flag: string): string =>
    [
      plain?.program[0],
      `${flag}=${fromFolder(project.dir, plain?.cwd, envFile)}`,
      ...(plain?.program.slice(1) ?? []),
    ].join(" ");
  // Where the platform sets the variables there is no such file, and the plain flag would keep it from starting.
  if (plain?.at?.line !== undefined && isAtLeast(version, 22, 9))
    return [
      {
        id: "env-file-flag",
        title: `Let the start command in ${plain.at.file} load ${envFile}`,
        safety: "review",
        changes: [
          {
            do: "command",
            file: plain.at.file,
            line: plain.at.line,
            old: plain.program.join(" "),
            new: flagged("--env-file-if-exists"),
          },
        ],
      },
    ];
  const changes = isAtLeast(version, 20, 12) ? nodeChanges(facts, envFile, place) : [];
  return [
    {
      id: "load-env-file",
      title: `Load ${envFile} in ${place.file} before anything reads it`,
      safety: changes.length > 0 ? "review" : "manual",
      ...(plain && isAtLeast(version, 20, 6) ? { command: flagged("--env-file") } : {}),
      changes,
    },
  ];
}

/** Its own words start Node: what tsx, nodemon and their like take as an option, and where, is another matter. */
function startsNode({ program, through }: StartCommand): boolean {
  return (
    /(?:^|\/)node(?:\.exe)?$/.test(program[0] ?? "") &&
    through.every((name) => runsOneLine(name) || onlyAssigns(name) || /^(?:sh|bash)$/.test(name))
  );
}

/** The path of a file of the project as the program's own folder sees it. */
function fromFolder(dir: string, cwd: string | undefined, file: string): string {
  if (cwd === undefined || cwd === dir || !cwd.startsWith(`${dir}/`)) return file;
  const folder = `${cwd.slice(dir.length + 1)}/`;
  return file.startsWith(folder) ? file.slice(folder.length) : "../".repeat(depth(folder)) + file;
}

/** A version that is not known counts as one that is in use today. */
function isAtLeast(version: string | null, major: number, minor: number): boolean {
  const [has = 99, hasMinor = 0] = (version ?? "").match(/\d+/g)?.map(Number) ?? [];
  return has > major || (has === major && hasMinor >= minor);
}

/** In CommonJS a statement at the top comes first; in ESM imports are hoisted over statements, so the load is a module of its own. */
function nodeChanges(facts: Facts, envFile: string, place: LoadPlace): Change[] {
  const relative = relativeTo(place.file, envFile);
  const loader =
    facts.runtime.packages.some((p) => p.name === javascript.name && p.installed) ||
    facts.runtime.manifests.some((m) => m.packages.includes(javascript.name));
  if (loader && !envFile.includes("/") && facts.command?.cwd === facts.project.dir) {
    return [
      {
        do: "insert",
        file: place.file,
        line: place.line,
        lines: [place.module === "esm" ? javascript.esm : javascript.cjs],
      },
    ];
  }
  if (place.module === "cjs") {
    const path = `__dirname + ${JSON.stringify(`/${relative.replace(/^\.\//, "")}`)}`;
    return [
      {
        do: "insert",
        file: place.file,
        line: place.line,
        // Where the platform sets the variables there is no such file, and loadEnvFile would throw.
        lines: [`if (require("node:fs").existsSync(${path})) process.loadEnvFile(${path});`],
      },
    ];
  }
  return firstImport(facts, envFile, place);
}

/** A module of its own that loads the file, and its import in front of the others. */
function firstImport(facts: Facts, envFile: string, place: LoadPlace): Change[] {
  const folder = place.file.slice(0, place.file.lastIndexOf("/") + 1);
  const isTypeScript = /\.[cm]?tsx?$/.test(place.file);
  const ending = isTypeScript ? ".ts" : /\.mjs$/.test(place.file) ? ".mjs" : ".js";
  const { dir } = facts.project;
  // TypeScript may be compiled to CommonJS, which has no `import.meta`.
  const file = isTypeScript
    ? JSON.stringify(fromFolder(dir, facts.command?.cwd, envFile))
    : `fileURLToPath(new URL(${JSON.stringify(relativeTo(place.file, envFile))}, import.meta.url))`;
  const url = isTypeScript ? [] : ['import { fileURLToPath } from "node:url";'];
  return [
    {
      do: "create",
      file: `${folder}load-env${ending}`,
      text: [
        "// Imported first: imports run before the statements of the file that has them.",
        'import { existsSync } from "node:fs";',
        'import { loadEnvFile } from "node:process";',
        ...url,
        "",
        `const file = ${file};`,
        "// Where the platform sets the variables there is no such file.",
        "if (existsSync(file)) loadEnvFile(file);",
        "",
      ].join("\n"),
    },
    {
      do: "insert",
      file: place.file,
      line: place.line,
      lines: [`import "./load-env${isTypeScript ? endingOfImports(facts, place.file) : ending}";`],
    },
  ];
}

/** How a file of TypeScript ends the imports of its neighbours. Without any: Node wants the ending, and compilers refuse it. */
function endingOfImports({ source, command }: Facts, file: string): string {
  const relative = source.imports.find((one) => one.file === file && one.specifier.startsWith("."));
  if (relative) return /\.[cm]?[jt]s$/.exec(relative.specifier)?.[0].replace(/[cm]/, "") ?? "";
  return command &&
    command.server === "node" &&
    startsNode(command) &&
    /\.[cm]?ts$/.test(command.entry?.file ?? "")
    ? ".ts"
    : "";
}

function relativeTo(from: string, to: string): string {
  const up = depth(from);
  return up === 0 ? `./${to}` : `${"../".repeat(up)}${to}`;
}

function depth(file: string): number {
  return file.split("/").length - 1;
}

function isAbove(envFile: string, source: string): boolean {
  const folder = envFile.includes("/") ? envFile.slice(0, envFile.lastIndexOf("/") + 1) : "";
  return /(^|\/)\.env$/.test(envFile) && source.startsWith(folder);
}
