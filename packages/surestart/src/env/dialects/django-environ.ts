import { Collector, own, type Reading, type ReadOptions, Refusal } from "../reading.ts";

/**
 * django-environ 0.14: `read_env`, and what its `Env()` gives of it. The key begins its line, the value is the rest of it: a `#`
 * and blanks are part of it, one pair of quotes is taken off. A value that begins with `$` is the name of another variable,
 * whose value counts; in any other place `$` is a character.
 */
export function readDjangoEnviron(input: string, options: ReadOptions = {}): Reading {
  const out = new Collector(input);
  const raw = new Map<string, { value: string; at: number }>();
  for (const { index, 0: line } of input.matchAll(lines)) {
    if (line === "" || line.startsWith("#")) continue;
    const match = assignment.exec(line);
    if (match) raw.set(match[1] as string, { value: unquoted(match[2] as string), at: index });
    else out.problem(index, line.includes("=") ? "key" : "no-equals");
  }
  try {
    for (const [key, { value, at }] of raw) {
      const found = referred(value, raw, options, at);
      if (found === null) out.problem(at, "expansion", key);
      else out.set(key, found);
    }
    return out.finish();
  } catch (error) {
    if (error instanceof Refusal) return out.finish(error);
    throw error;
  }
}

// What `str.splitlines()` of Python takes for the end of a line.
const lines = /[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+/g;
const assignment = /^(?:export )?([A-Za-z_0-9]+)=(.*)$/s;

function unquoted(value: string): string {
  const single = value.length > 1 && value.startsWith("'") && value.endsWith("'");
  const one = single ? value.slice(1, -1) : value;
  if (one.length < 2 || !one.startsWith('"') || !one.endsWith('"')) return one;
  return one.slice(1, -1).replace(/\\(.)/gs, (kept, c: string) => ("rnt".includes(c) ? kept : c));
}

/** The value itself or, where it begins with `$`, that of the variable that it names. null: that variable is not set. */
function referred(
  value: string,
  raw: ReadonlyMap<string, { value: string }>,
  { env = {}, override = false }: ReadOptions,
  at: number,
): string | null {
  const seen = new Set<string>();
  for (let one: string | undefined = value; one !== undefined; ) {
    if (!one.startsWith("$")) return one;
    const name: string = one.replace(/^\$+/, "");
    if (seen.has(name)) throw new Refusal(at, "endless");
    seen.add(name);
    const outer = own(env, name);
    one = override ? (raw.get(name)?.value ?? outer) : (outer ?? raw.get(name)?.value);
  }
  return null;
}
