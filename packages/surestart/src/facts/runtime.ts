import type { Place } from "../finding.ts";

export interface RuntimeFacts {
  /** Of the program: the interpreter's path and version. */
  interpreter: { path: string | null; version: string | null } | null;
  /** Where the command's first word is, null when it is not on PATH. */
  executable: string | null;
  /** Where it is in a venv or node_modules when it is not on PATH. */
  executableNear: string[];
  /** The same of the program inside of npm, a script and their like; absent where nothing is wrapped around it. */
  program?: { word: string; path: string | null; near: string[] };
  /** A program of the start that is a script, and what its first line names does not exist. */
  brokenScript?: {
    /** As the command names it. */
    word: string;
    file: string;
    interpreter: string;
    /** The Python of the folder in which it is, where that one works. */
    python?: string;
  };
  /** Virtual environments of the project, relative. */
  venvs: string[];
  manifests: {
    file: string;
    kind: "package.json" | "requirements.txt" | "pyproject.toml" | "Pipfile" | "setup.py";
    packages: string[];
    dev: string[];
    /** Extras that are asked for (`uvicorn[standard]`), by the package's name. */
    extras?: Record<string, string[]>;
    /** The versions that are asked for (`<2`, `^1.4`), by the package's name. */
    ranges?: Record<string, string>;
  }[];
  /** package.json has dependencies, and there is no node_modules from here upward. */
  nodeModulesMissing: Place | null;
  /** Yarn's table of packages, which is there instead of node_modules. */
  packageTable?: string;
  /** Packages that are imported by what the start reaches, and whether the interpreter in use has them. */
  packages: PackageFact[];
  /** The interpreter in use has python-dotenv, whether the project imports it or not; absent where no Python is known. */
  hasPythonDotenv?: boolean;
  /** A demand on the version, and that the interpreter does not meet it. */
  version: {
    at: Place;
    demands: string;
    has: string;
    met: boolean;
    /** It is newer than all that is demanded: mostly the demand is older than this version. */
    newer?: true;
  }[];
  /** A client that is generated from a schema and is missing. */
  generatedMissing?: {
    tool: string;
    command: string;
    at: Place;
    /** The imports that lead into the folder of the project which is not there. */
    specifiers?: string[];
  } | null;
  /** How the packages of the program are installed, by the project's own tool; null where no manifest says it. */
  install?: {
    /** One command, to be copied: `npm ci`, `uv sync`, `python3 -m venv .venv && .venv/bin/pip install -r requirements.txt`. */
    command: string;
    /** The same for a package that no manifest names: its name follows. */
    add: string;
    /** The manifest by which it installs, relative. */
    manifest: string;
    /** The Python of the environment that it makes or fills, where another one runs now. */
    python?: string;
  } | null;
  /** What the tool that installs JavaScript packages does about their native parts. */
  nativeParts?: {
    /** The commands that bring such a part, with `{package}` for its name. */
    rebuild: string;
    optional: string;
    /** The lines by which it runs no scripts, or leaves out what is optional. */
    off: { at: Place; what: "scripts" | "optional" }[];
    /** It runs only the scripts of packages that are allowed by name, and none is. */
    asks?: true;
  };
  /** Programs of the start that are not on PATH, and the command that brings each. */
  ways?: Record<string, string>;
  /** For a missing own import, by "file specifier": the near file, and the specifier that would mean it. */
  nearFiles?: Record<string, { file: string; specifier: string }>;
  /** Where the file that the start command names does not exist: the one that was probably meant. */
  nearEntry?: string;
  /** The first import of a module of the project that is in none of the folders which the start searches, nor in a package. */
  offPath?: { at: Place; specifier: string };
  /** The entry is in a build folder and does not exist; `package`: it is that of a package of the workspace, imported at `at`. */
  buildMissing: { at: Place; entry: string; buildCommand: string | null; package?: string } | null;
  /** Imports by an alias of tsconfig.json for which Node has no package, and the file that the alias means. */
  aliases?: { at: Place; specifier: string; meant: string }[];
}

export interface PackageFact {
  /** As it is imported: `serial`, `dotenv`. */
  name: string;
  /** As it is installed, where that differs: `pyserial`, `python-dotenv`. */
  distribution: string;
  installed: boolean;
  /** The version of the installed distribution, where its metadata says it. */
  version?: string;
  /** An npm package that is only an ES module. */
  esm?: true;
  /** What a manifest asks for, and whether the installed version is one of those. */
  asked?: { range: string; file: string; met: boolean };
  /** A venv of the project has it. */
  inVenv: string | null;
  declared: boolean;
  /** The first import that is reached. */
  at: Place;
  optional: boolean;
  /** It is imported inside functions only: not at start. */
  late?: boolean;
  /** The start command itself names it (`python -m uvicorn`); `at` is then where the command or its entry is. */
  byCommand?: true;
  /** The project's own file of this name hides it. */
  shadowedBy: string | null;
}
