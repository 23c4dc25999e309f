import path from "node:path";
import { isFile, isFolder } from "../files.ts";

/**
 * What `[ … ]` says, where that depends on files and known words only: -f -e -r -s -d -z -n = == != and `!`.
 * null where it cannot be told.
 */
export function evaluateTest(argv: string[], cwd: string): boolean | null {
  const words = argv.slice(1).filter((w) => w !== "]" && w !== "]]");
  if (words[0] === "!") {
    const rest = evaluateTest(["test", ...words.slice(1)], cwd);
    return rest === null ? null : !rest;
  }
  const [a, b, c] = words;
  if (words.some((w) => w.startsWith("$"))) return null;
  if (words.length === 2 && b !== undefined) {
    if (a === "-z") return b === "";
    if (a === "-n") return b !== "";
    const file = path.resolve(cwd, b);
    if (a === "-d") return isFolder(file);
    if (a === "-f" || a === "-r" || a === "-s") return isFile(file);
    if (a === "-e") return isFile(file) || isFolder(file);
  }
  if (words.length === 3) {
    if (b === "=" || b === "==") return a === c;
    if (b === "!=") return a !== c;
  }
  return null;
}
