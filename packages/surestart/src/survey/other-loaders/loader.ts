import { existsSync } from "node:fs";
import path from "node:path";
import type { Dialect, Loader } from "../../facts.ts";
import type { Place } from "../../finding.ts";
import { relativeTo } from "../../folders.ts";

export interface Given {
  dialect: Dialect;
  how: string;
  at: Place;
  /** Relative to `from`, or absolute. */
  files: string[];
  /** The folder of the files, relative to the project. @default "." */
  from?: string;
  override?: boolean;
  only?: Loader["only"];
  /** How it reads a line is not known: it is shown, and never compared. */
  byHand?: boolean;
}

/** What brings a .env into another program of the project. */
export function otherLoader(dir: string, given: Given): Loader {
  const { dialect, how, at, from = ".", override = false, only, byHand } = given;
  const files = given.files.map((file) => relativeTo(dir, path.resolve(dir, from, file)));
  return {
    dialect,
    how,
    at,
    files,
    found: files.filter((file) => existsSync(path.resolve(dir, file))),
    override,
    plain: true,
    search: "cwd",
    own: false,
    when: "command",
    installed: null,
    ...(only ? { only } : {}),
    ...(byHand ? { byHand: true as const } : {}),
  };
}
