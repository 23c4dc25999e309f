import { splitWords } from "./commands.ts";

/** A command line as words; through a shell where it needs one, which `{port}` and `{host}` do not. */
export function argvOf(line: string): string[] {
  return /[$&|;<>*?`(){}~#]|^\w+=/.test(line.replaceAll(/\{(?:port|host)\}/g, ""))
    ? process.platform === "win32"
      ? ["cmd", "/d", "/s", "/c", line]
      : ["sh", "-c", line]
    : splitWords(line);
}
