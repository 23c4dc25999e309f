import { programName } from "../program-name.ts";

/**
 * What a person calls a program: the name of its file, without folder and `.exe`. A command line of one word may be a title
 * that a server gave itself ("gunicorn: master [app]"): then its first word; a path may have blanks in it, too.
 */
export function processName(argv: readonly string[]): string {
  const [first = ""] = argv;
  const isPath = argv.length > 1 || /^[A-Za-z]:[\\/]/.test(first) || /\.exe$/i.test(first);
  return programName((isPath ? first : (first.split(" ")[0] as string)).replace(/^-/, ""));
}
