import type { Facts, SourceRead } from "../../facts.ts";
import type { Change, Fix } from "../../finding.ts";
import { moduleKind } from "../_module-kind.ts";

/** The fixes that let a project load its .env itself: in the right place of the code, and in the start command where it stands in a file. */
export function loadFixes(facts: Facts, envFile: string, read: SourceRead): Fix[] {
  const place = facts.source.loadBelongs ?? {
    file: read.at.file,
    line: 1,
    language: read.language,
    module: moduleKind(facts, read.at.file),
  };
  return place.module === "python" ? [pythonFix(facts, envFile, place)] : nodeFixes(facts, envFile, place);
}

type LoadPlace = NonNullable<Facts["source"]["loadBelongs"]>;

function pythonFix(facts: Facts, envFile: string, place: LoadPlace): Fix {
  const path = envFile.split("/").map((part) => JSON.stringify(part));
  const written = isAbove(envFile, place.file)
    ? ["from dotenv import load_dotenv", "", "load_dotenv()"]
    : [
        "from pathlib import Path",
        "",
        "from dotenv import load_dotenv",
        "",
        `load_dotenv(Path(__file__).resolve().parents[${depth(place.file)}] / ${path.join(" / ")})`,
      ];
  const top = facts.source.tops?.find((t) => t.file === place.file);
  // Before an import a blank line divides the two; behind the imports one stands there already.
  if (top?.afterImports !== place.line) written.push("");
  const lines = written.map((line) => (line === "" ? line : `${place.indent ?? ""}${line}`));
  const changes: Change[] = [{ do: "insert", file: place.file, line: place.line, lines }];
  const manifest = facts.runtime.manifests.find(
    (m) => m.kind === "requirements.txt" || m.kind === "pyproject.toml" || m.kind === "Pipfile",
  );
  const declared = facts.runtime.manifests.some((m) =>
    [...m.packages, ...m.dev].some((p) => p.toLowerCase() === "python-dotenv"),
  );
  if (manifest && manifest.kind !== "Pipfile" && !declared)
    changes.push({ do: "add-dependency", manifest: manifest.file, name: "python-dotenv" });
  return {
    id: "add-load-dotenv",
    title: `Load ${envFile} in ${place.file} before anything reads it`,
    safety: "review",
    ...(declared || facts.runtime.hasPythonDotenv ? {} : { command: "pip install python-dotenv" }),
    changes,
  };
}

function nodeFixes(facts: Facts, envFile: string, place: LoadPlace): Fix[] {
  const command = facts.command;
  const fixes: Fix[] = [];
  if (command?.at && command.server === "node" && command.at.line !== undefined) {
    const old = command.program.join(" ");
    const flagged = [command.program[0], `--env-file=${envFile}`, ...command.program.slice(1)].join(" ");
    fixes.push({
      id: "env-file-flag",
      title: `Let the start command in ${command.at.file} load ${envFile}`,
      safety: "review",
      changes: [{ do: "command", file: command.at.file, line: command.at.line, old, new: flagged }],
    });
    return fixes;
  }
  const typed =
    command && command.server === "node"
      ? [command.program[0], `--env-file=${envFile}`, ...command.program.slice(1)].join(" ")
      : null;
  fixes.push({
    id: "load-env-file",
    title: `Load ${envFile} in ${place.file} before anything reads it`,
    safety: "review",
    ...(typed ? { command: typed } : {}),
    changes: nodeChanges(facts, envFile, place),
  });
  return fixes;
}

/** In CommonJS a statement at the top comes first; in ESM imports are hoisted over statements, so the load is a module of its own. */
function nodeChanges(facts: Facts, envFile: string, place: LoadPlace): Change[] {
  const relative = relativeTo(place.file, envFile);
  const dotenv =
    facts.runtime.packages.some((p) => p.name === "dotenv" && p.installed) ||
    facts.runtime.manifests.some((m) => m.packages.includes("dotenv"));
  if (dotenv && !envFile.includes("/") && facts.command?.cwd === facts.project.dir) {
    return [
      {
        do: "insert",
        file: place.file,
        line: place.line,
        lines: [place.module === "esm" ? 'import "dotenv/config";' : 'require("dotenv/config");'],
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
  const folder = place.file.includes("/") ? place.file.slice(0, place.file.lastIndexOf("/") + 1) : "";
  const ending = /\.[cm]?tsx?$/.test(place.file) ? ".ts" : /\.mjs$/.test(place.file) ? ".mjs" : ".js";
  const loader = `${folder}load-env${ending}`;
  return [
    {
      do: "create",
      file: loader,
      text: [
        "// Imported first: imports run before the statements of the file that has them.",
        'import { existsSync } from "node:fs";',
        'import process from "node:process";',
        'import { fileURLToPath } from "node:url";',
        "",
        `const file = fileURLToPath(new URL(${JSON.stringify(relative)}, import.meta.url));`,
        "// Where the platform sets the variables there is no such file.",
        "if (existsSync(file)) process.loadEnvFile(file);",
        "",
      ].join("\n"),
    },
    { do: "insert", file: place.file, line: place.line, lines: [`import "./load-env${ending}";`] },
  ];
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
