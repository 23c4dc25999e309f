import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ownFolder } from "../../../../test/own-folder.ts";
import type { SourceFacts, StartCommand } from "../../src/facts.ts";
import { type SourceRequest, surveySource } from "../../src/source/survey-source.ts";

/** Writes a project into a folder of its own, which is gone after the tests. */
export function project(files: Record<string, string>): string {
  const dir = mkdtempSync(join(ownFolder(), "source-"));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, file)), { recursive: true });
    writeFileSync(join(dir, file), text);
  }
  return dir;
}

/** A start command as the runtime room reads it; `cwd` and importDirs relative to the project. */
export interface Command {
  server?: string;
  language?: StartCommand["language"];
  program?: string[];
  module?: string;
  file: string | null;
  attribute?: string;
  cwd?: string;
  importDirs?: string[];
  envFiles?: string[];
  needs?: string;
}

export function commandOf(dir: string, given: Command): StartCommand {
  const {
    server = "python",
    module,
    file,
    attribute,
    cwd = ".",
    importDirs = [],
    envFiles = [],
    needs,
  } = given;
  const program = given.program ?? ["python3", ...(server === "python" ? [] : ["-m", server])];
  return {
    argv: program,
    from: "argument",
    program,
    at: null,
    through: [],
    cwd: join(dir, cwd),
    language: given.language ?? "python",
    server,
    entry: {
      kind: module ? "module" : "file",
      ...(module ? { module } : {}),
      ...(attribute ? { attribute } : {}),
      file,
    },
    importDirs: importDirs.map((d) => join(dir, d)),
    env: {},
    envFiles: envFiles.map((name) => ({
      file: join(dir, cwd, name),
      dialect: "python",
      at: null,
      optional: false,
      override: false,
      ...(needs ? { needs } : {}),
    })),
    port: null,
    host: null,
    reloads: false,
  };
}

export async function survey(
  files: Record<string, string>,
  command: Command | null,
  more: Partial<SourceRequest> = {},
): Promise<SourceFacts> {
  const dir = project(files);
  return surveySource({ dir, root: dir, command: command && commandOf(dir, command), ...more });
}

/** The reads in one line each: `NAME file:line required import loaded`. */
export function readLines(facts: SourceFacts): string[] {
  return facts.reads.map((r) =>
    [
      r.name,
      `${r.at.file}:${r.at.line}`,
      ...(r.required ? ["required"] : []),
      ...(r.reached ? [r.when] : ["unreached"]),
      r.loaded === null ? "unknown" : r.loaded ? "loaded" : "bare",
      ...(r.lateLoad ? [`late ${r.lateLoad.file}:${r.lateLoad.line}`] : []),
    ].join(" "),
  );
}
