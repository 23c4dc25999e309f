import type { Place } from "../finding.ts";

/** What a Python file is to a start command; asked of who can read Python. */
export interface PythonEntry {
  /** The framework of the application object in it; "script": none, but the file starts something when it is run. */
  makes: string;
  /** The name of the application object. */
  attribute: string;
  /** It opens its port itself when it is run: then it also says which. @default false */
  listens?: boolean;
  /** `attribute` is a function that makes the application. @default false */
  factory?: boolean;
  /** Where its imports are found, relative to the project's folder. @default "", that itself */
  folder?: string;
}

export interface FindCommandOptions {
  environment: Record<string, string | undefined>;
  /** `start` of surestart's config, and where it is. */
  configured?: { start: string | string[]; at: Place } | null;
  /** Says what a Python file makes; null when it is nothing to start. Without it no Python file is taken for one. */
  pythonEntry?: (file: string) => Promise<PythonEntry | null>;
  /** Whether a function of Python opens a port when it is called; without it every console script is taken for a server. */
  opensPort?: (module: string, name: string) => Promise<boolean>;
}

export interface Found {
  argv: string[];
  at: Place;
  /** It serves pages to browsers: what starts a backend is meant before it. */
  onlyPages?: true;
  /** Nobody can tell whether it opens a port: what does so is meant before it. */
  unsure?: true;
}
