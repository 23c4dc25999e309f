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
  /** Its word for one more package. */
  add: string;
}
