import type { EnvBinding, EnvFile, Facts } from "../facts.ts";
import { isSecretName } from "../secret-name.ts";
import { looksRandom } from "../secret-value.ts";
import { createMask, type Mask } from "./mask.ts";
import { knownPaths, publicValues, spokenWords } from "./spoken.ts";

/** What is known of variables and their values. `Facts` has all of it; `init` and `env` have a part. */
export interface KnownValues {
  environment: Record<string, string>;
  files: { bindings: Pick<EnvBinding, "key" | "value">[]; readings: EnvFile["readings"] }[];
  /** Names that the code reads, or that a .env has: their values in the environment are looked at closer. */
  names: Iterable<string>;
  /** The value is the path of a file. @default none is */
  isPath?: (value: string) => boolean;
}

/** The mask for everything that is said about a project: see `secretsOf`. */
export function maskOf(facts: Facts): Mask {
  const { environment, files, variables } = facts.env;
  const settings = variables.flatMap(({ name, value, setValue }) =>
    [value, setValue].filter((one) => one !== null).map((one) => ({ key: name, value: one })),
  );
  const names = [...variables, ...facts.source.reads].map(({ name }) => name);
  const isPath = knownPaths(facts);
  const known = { environment, files: [...files, { bindings: settings, readings: {} }], names, isPath };
  return createMask(secretsOf(known), { known: publicValues(facts), words: spokenWords(facts), isPath });
}

/**
 * Every value that must not be shown: those of variables whose name says that they are secret, passwords in URLs, and, for
 * the project's own variables, values that look like a secret. The rest of the environment (PATH, PWD …) is not searched.
 */
export function secretsOf({ environment, files, names, isPath }: KnownValues): string[] {
  const secrets = new Set<string>();
  const own = new Set(names);
  const take = (name: string, value: string, looks: boolean): void => {
    if (value === "" || isPath?.(value)) return;
    // Of a URL that has a password only that is secret: host and database have to be spoken of.
    if (isSecretName(name) || /^\s*-----BEGIN /.test(value)) secrets.add(value);
    for (const password of passwordsIn(value)) secrets.add(password);
    if (looks) for (const part of secretParts(value)) secrets.add(part);
  };
  for (const file of files) {
    for (const { key, value } of file.bindings) {
      own.add(key);
      take(key, value, true);
    }
    for (const reading of Object.values(file.readings)) {
      for (const [key, value] of Object.entries(reading ?? {})) take(key, value, true);
    }
  }
  for (const [name, value] of Object.entries(environment)) take(name, value, own.has(name));
  return [...secrets];
}

/** Passwords of URLs as they are written; the last @ ends one, since those that break a URL contain @ and / themselves. */
function passwordsIn(value: string): string[] {
  const match = /[a-z][a-z0-9+.-]*:\/\/[^\s:@/]*:(.+)@/i.exec(value);
  return match?.[1] ? [match[1]] : [];
}

/** The parts of a value that look as if a machine had made them: hidden even where the name does not call it a secret. */
function secretParts(value: string): string[] {
  // A path is no run of characters: its parts are looked at.
  if (looksRandom(value) && !/^(?:\/|\.{1,2}\/|~\/|[A-Za-z]:[\\/])/.test(value)) return [value];
  return value.split(/[\s:/@?&=,;|"'`(){}[\]<>]+/).filter(looksRandom);
}
