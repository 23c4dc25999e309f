/** What the words of a command say, once it is known which options take a value. */
export interface Options {
  /** By the option's first name. `index` is that of the word that bears the value. */
  values: Map<string, { value: string; index: number; flag: string }[]>;
  flags: Set<string>;
  positionals: { value: string; index: number }[];
}

export interface OptionSpec {
  /** Options with a value: `"port p"` is --port and -p. */
  values: string;
  /** Options without one, where unknown options take a value (`unknown: "value"`). */
  flags?: string;
  /** What an option that is not in the table does. @default "flag" */
  unknown?: "flag" | "value";
  /** Reading stops at the first word that is no option: what follows belongs to another command. */
  stopAtFirst?: boolean;
}

/** Reads words from `from` on: `--name value`, `--name=value`, `-n value`, `-nvalue`, `--` ends the options. */
export function readOptions(argv: readonly string[], from: number, spec: OptionSpec): Options {
  const names = aliases(spec.values);
  const known = aliases(spec.flags ?? "");
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

function aliases(spec: string): Map<string, string> {
  const map = new Map<string, string>();
  for (const group of spec.split(",")) {
    const [first, ...rest] = group.trim().split(/\s+/);
    if (first) for (const name of [first, ...rest]) map.set(name, first);
  }
  return map;
}
