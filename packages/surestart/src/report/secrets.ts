import type { EnvBinding, EnvFile, Facts } from "../facts.ts";
import { isSecretName } from "../secret-name.ts";
import { createMask, type Mask } from "./mask.ts";

/** What is known of variables and their values. `Facts` has all of it; `init` and `env` have a part. */
export interface KnownValues {
  environment: Record<string, string>;
  files: { bindings: Pick<EnvBinding, "key" | "value">[]; readings: EnvFile["readings"] }[];
  /** Names that the code reads, or that a .env has: their values in the environment are looked at closer. */
  names: Iterable<string>;
}

/** The mask for everything that is said about a project: see `secretsOf`. */
export function maskOf(facts: Facts): Mask {
  const { environment, files, variables } = facts.env;
  const settings = variables.flatMap(({ name, value, setValue }) =>
    [value, setValue].filter((one) => one !== null).map((one) => ({ key: name, value: one })),
  );
  const names = [...variables, ...facts.source.reads].map(({ name }) => name);
  return createMask(
    secretsOf({ environment, files: [...files, { bindings: settings, readings: {} }], names }),
  );
}

/**
 * Every value that must not be shown: those of variables whose name says that they are secret, passwords in URLs, and, for
 * the project's own variables, values that look like a secret. The rest of the environment (PATH, PWD …) is not searched.
 */
export function secretsOf({ environment, files, names }: KnownValues): string[] {
  const secrets = new Set<string>();
  const own = new Set(names);
  const take = (name: string, value: string, looks: boolean): void => {
    if (value === "") return;
    // Of a URL that bears a password only that is secret: host and database have to be spoken of.
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

/** Passwords of URLs as they are written; the last @ ends one, since those that break a URL bear @ and / themselves. */
function passwordsIn(value: string): string[] {
  const match = /[a-z][a-z0-9+.-]*:\/\/[^\s:@/]*:(.+)@/i.exec(value);
  return match?.[1] ? [match[1]] : [];
}

/** The parts of a value that look as if a machine had made them: hidden even where the name does not call it a secret. */
function secretParts(value: string): string[] {
  if (looksRandom(value)) return [value];
  return value.split(/[\s:/@?&=,;|"'`(){}[\]<>]+/).filter(looksRandom);
}

/**
 * At least twelve characters in one run that mix digits with letters, or upper with lower case in no word order, or sixteen
 * letters without a break. Words that are joined (`my-service-name`, `camelCase`), numbers, dates, versions, file names with
 * an ending and host names are not.
 */
export function looksRandom(value: string): boolean {
  if (value.length < 12 || !/^[\w+/=.~$!#%&*-]+$/.test(value)) return false;
  if (/^[\d.:TZ+-]+$/.test(value)) return false;
  const words = value.split(/[-_.]+/).filter((word) => word !== "");
  if (
    words.length > 1 &&
    words.every((word) => /^(?:[A-Za-z]?[a-z]*|[A-Z]+|\d{1,4}|v\d+|[a-z]+\d{1,2})$/.test(word))
  )
    return false;
  if (/^[a-z]+(?:[A-Z][a-z]+)+\d?$|^(?:[A-Z][a-z]+)+\d?$/.test(value)) return false;
  if (/\d/.test(value) && /[A-Za-z]/.test(value)) return true;
  return /[A-Za-z]{16}/.test(value) || (/[A-Z]/.test(value) && /[a-z]/.test(value));
}
