import type { RuntimeFacts, StartCommand } from "../facts.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Manifest } from "./manifests.ts";
import type { Venv } from "./venvs.ts";

export type Install = NonNullable<RuntimeFacts["install"]>;

export interface InstallQuestion {
  dir: string;
  /** From the program's upward to the repository's top; absolute. */
  folders: readonly string[];
  command: StartCommand;
  interpreter: Interpreter | null;
  venvs: readonly Venv[];
  manifests: readonly Manifest[];
  /** The distributions that are named by a manifest and are not installed. */
  missing: readonly string[];
  /** None of those that the program imports is installed. */
  fresh: boolean;
  environment: Record<string, string | undefined>;
  /** The folders of PATH. */
  search: readonly string[];
}

/** What a tool does for a project: the rest of its command is the same for all. */
export interface Steps {
  tool: string;
  /** Words after the tool. */
  install: string;
  add: string;
  /** The folder in which it is run; absolute. */
  folder: string;
  manifest: string;
}
