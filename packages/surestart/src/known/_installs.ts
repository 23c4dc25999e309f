/** How the packages of a project are installed. */
export interface Installs {
  /** Files that say which versions. */
  locks: readonly string[];
  manifest: string;
  /** What a manifest has that is this tool's; without it, each is. */
  table?: RegExp;
  /** It is taken where nothing says which. */
  usual?: true;
  /** Its word for all packages: without a lock file, and with one that it can use (`lockedIf`: its text). */
  install: string;
  locked: string;
  lockedIf?: RegExp;
  /** With this file, it has another word for them. */
  modern?: { file: string; locked: string };
  /** It installs the project itself, too. */
  project?: true;
  /** Its word for one more package. */
  add: string;
  /** What it does about the native parts of packages. */
  native?: NativeParts;
}

/** A package can bring a native part by a script that builds or fetches it, or by an optional dependency of one system. */
interface NativeParts {
  /** Its words that run the scripts of one package, whatever a setting says: `{package}`. */
  rebuild: string;
  /** Its words that install optional dependencies, whatever a setting says. */
  optional: string;
  /** It runs the scripts of no package that is not allowed by name in one of these files, under this key. */
  allowed?: { files: readonly string[]; key: RegExp };
  /** Lines of its files by which it runs no scripts, or leaves out what is optional. */
  switchedOff: readonly { file: string; line: RegExp; what: "scripts" | "optional" }[];
}
