import type { Dialect, Loader } from "../facts.ts";
import type { Place } from "../finding.ts";
import { readEnv } from "./dialects.ts";
import { bindingsOf, keyOf, readDocument } from "./document.ts";
import { own, setOwn } from "./reading.ts";
import { takes } from "./takes.ts";

/** One loader of a program: the files that it reads, in its order. */
export interface ResolveLoader {
  dialect: Dialect;
  files: { file: string; content: string | Uint8Array }[];
  /** It overrides what is set already; a shell, direnv, docker and compose always do. @default false */
  override?: boolean;
  /** Its values go to an object of its own and not into the process environment. @default false */
  own?: boolean;
  /** It takes only these from its files. @default all */
  only?: Loader["only"];
}

export interface ResolvedVariable {
  name: string;
  value: string;
  from: "environment" | Place;
  /** The lines that set it too, and do not count. */
  hides: Place[];
  /** The environment had it with another value, and a loader that overrides has taken its place. */
  hidesEnvironment: boolean;
  /** It is in an object of the loader only, and not in the process environment. */
  own: boolean;
}

export interface Resolved {
  /** In the order in which they were set; those of the environment only where a file has them too. */
  variables: ResolvedVariable[];
  /** The environment that the program ends with. */
  environment: Record<string, string>;
}

/** These put the file above the environment. */
const overriding: ReadonlySet<Dialect> = new Set<Dialect>(["bash", "direnv", "docker", "compose"]);

/** Of several files of one loader the first that has a key counts; for the others it is the last. */
const firstWins: ReadonlySet<Dialect> = new Set<Dialect>(["dotenv", "dotenv-expand", "dotenvx"]);

/** What the variables of a program end as, when these loaders run one after the other, and where each comes from. */
export function resolveEnv(options: {
  environment: Readonly<Record<string, string | undefined>>;
  loaders: readonly ResolveLoader[];
}): Resolved {
  const environment: Record<string, string> = {};
  for (const [key, value] of Object.entries(options.environment))
    if (value !== undefined) setOwn(environment, key, value);
  const variables = new Map<string, ResolvedVariable>();
  for (const loader of options.loaders) runLoader(loader, environment, variables);
  return { variables: [...variables.values()], environment };
}

function runLoader(
  loader: ResolveLoader,
  environment: Record<string, string>,
  variables: Map<string, ResolvedVariable>,
): void {
  const { dialect } = loader;
  const override = loader.override === true || overriding.has(dialect);
  const before = { ...environment };
  const mine = new Set<string>();
  for (const { file, content } of loader.files) {
    const reading = readEnv(content, dialect, { env: environment, override });
    const places = placesOf(file, content, dialect);
    for (const key of keysOf(reading.values, places)) {
      if (loader.only && !takes({ only: loader.only }, key)) continue;
      const place = places.get(key) ?? { file };
      const value = own(reading.values, key);
      const set = own(before, key) !== undefined;
      const again = mine.has(key);
      const wins = value !== undefined && (again ? !firstWins.has(dialect) || override : !set || override);
      const known = variables.get(key);
      if (!wins) {
        if (known) known.hides = hiddenBy(known.from, [...known.hides, place]);
        else if (set) variables.set(key, fromEnvironment(key, before[key] as string, place));
        continue;
      }
      mine.add(key);
      const hidden = known ? [...known.hides, ...(known.from === "environment" ? [] : [known.from])] : [];
      const hidesEnvironment = known?.hidesEnvironment === true || (set && !again && before[key] !== value);
      variables.set(key, {
        name: key,
        value,
        from: place,
        hides: hiddenBy(place, hidden),
        hidesEnvironment,
        own: loader.own === true,
      });
      if (!loader.own) setOwn(environment, key, value);
    }
  }
}

function fromEnvironment(name: string, value: string, hidden: Place): ResolvedVariable {
  return { name, value, from: "environment", hides: [hidden], hidesEnvironment: false, own: false };
}

/** Each place once, and not the one that counts: two loaders that read the same file hide nothing. */
function hiddenBy(from: "environment" | Place, places: readonly Place[]): Place[] {
  const seen = new Set(from === "environment" ? [] : [keyOfPlace(from)]);
  return places.filter((place) => {
    const key = keyOfPlace(place);
    return !seen.has(key) && seen.add(key);
  });
}

function keyOfPlace({ file, line }: Place): string {
  return `${line ?? ""} ${file}`;
}

/** The keys that were read; and those that the loader passes over since the environment has them (Bun). */
function keysOf(values: Record<string, string>, places: Map<string, Place>): Set<string> {
  return new Set([...Object.keys(values), ...places.keys()]);
}

/** The line of each key: of several the one that counts. */
function placesOf(file: string, content: string | Uint8Array, dialect: Dialect): Map<string, Place> {
  const document = readDocument(content);
  const places = new Map<string, Place>();
  for (const binding of bindingsOf(document)) {
    const key = keyOf(document, binding);
    if (dialect === "deno" && places.has(key)) continue;
    places.set(key, { file, line: binding.line });
  }
  return places;
}
