import type { Crash, Facts } from "../../facts.ts";

/** Everything that the program said about its end: its error, the errors below it, the lines they were read from, its last words. */
export function lastWords(facts: Facts): string {
  const { run } = facts;
  if (!run || run.outcome === "healthy") return "";
  return [errorWords(facts), ...run.output.slice(-60)].join("\n");
}

/** Its error alone, with the errors below it: for words that a log may contain for another reason. */
export function errorWords({ run }: Facts): string {
  const { crash } = run ?? {};
  if (!crash || run?.outcome === "healthy") return "";
  return [
    crash.name,
    crash.message,
    ...crash.causes.map((c) => `${c.name}: ${c.message}`),
    ...crash.lines,
  ].join("\n");
}

/** Python puts a long message under the name of its error. Words that only announce a list go on with its first line. */
export function errorLine({ name, message }: Crash): string {
  const text = message.startsWith(`${name}: `) ? message.slice(name.length + 2) : message;
  const [first = "", ...rest] = text.trim().split(/\n\s*/);
  const item = first.endsWith(":") ? rest.find((line) => !line.endsWith(":")) : undefined;
  // A long one stands for itself.
  const said = item === undefined ? first : item.length > 80 ? item.replace(/^\?: /, "") : `${first} ${item}`;
  return said ? `${name}: ${said}` : name;
}

/** The module that Python or Node says it did not find. */
export function moduleNotFound(facts: Facts): string | null {
  const text = lastWords(facts);
  // `python -m pkg` says it without quotes, and of a package without __main__ although it is there.
  const match =
    /No module named (?:'([^']+)'|([\w.]*\w))/.exec(text) ??
    /Cannot find (?:package|module) '([^']+)'/.exec(text);
  const name = match?.[1] ?? match?.[2] ?? null;
  if (name?.endsWith(".__main__")) return null;
  return name === "tzdata" && asksNoZone(text) ? null : name;
}

/** A file by its path, and no package: `./lib`, `/srv/lib.js`, `C:\\srv\\lib.js`, `file:///srv/lib.js`. */
export const byPath: RegExp = /^[./\\]|^file:|^[A-Za-z]:[\\/]/;

/** The program that a shell, npm or a Python tool says it did not find, or that could not be started at all. */
export function commandNotFound({ run, command }: Facts): string | null {
  if (run?.spawnError?.code === "ENOENT") return command?.argv[0] ?? null;
  return run?.crash?.name === "command not found" ? run.crash.message : null;
}

/** Python looks for tzdata last: a name that is no time zone is in none of its places. */
function asksNoZone(text: string): boolean {
  const zone = /No time zone found with key ([^\s'"]+)/.exec(text)?.[1];
  if (zone === undefined) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return false;
  } catch {
    return true;
  }
}
