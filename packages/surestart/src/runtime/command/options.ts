import type { CommandOptions } from "../../known/_define.ts";

/** What the words of a command say, once it is known which options take a value. */
export interface Options {
  /** By the option's first name. `index` is that of the word that has the value. */
  values: Map<string, { value: string; index: number; flag: string }[]>;
  flags: Set<string>;
  positionals: { value: string; index: number }[];
}

/** Reads words from `from` on: `--name value`, `--name=value`, `-n value`, `-nvalue`, `--` ends the options. */
export function readOptions(argv: readonly string[], from: number, spec: CommandOptions): Options {
  const names = optionNames(spec.values);
  const known = optionNames(spec.flags ?? "");
  const result: Options = { values: new Map(), flags: new Set(), positionals: [] };
  const put = (name: string, value: string, index: number, flag: string): void => {
    const list = result.values.get(name) ?? [];
    list.push({ value, index, flag });
    result.values.set(name, list);
  };
  for (let i = from; i < argv.length; i++) {
    const word = argv[i] as string;
    if (word === "--") {
      for (let j = i + 1; j < argv.length; j++)
        result.positionals.push({ value: argv[j] as string, index: j });
      break;
    }
    if (!word.startsWith("-") || word === "-") {
      result.positionals.push({ value: word, index: i });
      if (!spec.stopAtFirst) continue;
      for (let j = i + 1; j < argv.length; j++)
        result.positionals.push({ value: argv[j] as string, index: j });
      break;
    }
    const equals = word.indexOf("=");
    const flag = equals > 0 ? word.slice(0, equals) : word;
    const bare = flag.replace(/^--?/, "");
    const name = names.get(bare);
    if (equals > 0) put(name ?? bare, word.slice(equals + 1), i, flag);
    else if (name !== undefined) {
      const value = argv[i + 1];
      if (value !== undefined) put(name, value, ++i, flag);
    } else if (!word.startsWith("--") && word.length > 2 && names.get(word.slice(1, 2)) !== undefined)
      put(names.get(word.slice(1, 2)) as string, word.slice(2), i, word.slice(0, 2));
    else if (known.has(bare) || spec.unknown !== "value" || bare.startsWith("no-"))
      result.flags.add(known.get(bare) ?? bare);
    else {
      const value = argv[i + 1];
      if (value !== undefined && !value.startsWith("-")) put(bare, value, ++i, flag);
    }
  }
  return result;
}

/** The last value of an option: where it is given twice, the last one counts. */
export function optionValue(
  options: Options,
  name: string,
): { value: string; index: number; flag: string } | null {
  return options.values.get(name)?.at(-1) ?? null;
}

/** Every name of every option in a list, with the first name of the option. */
export function optionNames(spec: string): Map<string, string> {
  const map = new Map<string, string>();
  for (const group of spec.split(",")) {
    const [first, ...rest] = group.trim().split(/\s+/);
    if (first) for (const name of [first, ...rest]) map.set(name, first);
  }
  return map;
}
