import type { Asking, Decorators, Instances, Notation, Step, Validation } from "../../../known/_schemas.ts";
import { tools } from "../../../known/_tools.ts";

/** A notation with its steps by name. */
export interface NotationRow extends Notation {
  step: (name: string) => Step | undefined;
  validates: readonly ValidationRow[];
}

export interface ValidationRow extends Validation {
  methodNames: ReadonlySet<string>;
}

const libraries = tools.flatMap(({ name, schemas }) => (schemas ? [{ name, schemas }] : []));
const modules = new Set(libraries.flatMap(({ schemas }) => schemas.modules ?? []));

/** A module whose schemas are understood. */
export function isSchemaModule(specifier: string): boolean {
  return modules.has(specifier) || [...modules].some((name) => specifier.startsWith(`${name}/`));
}

/** A name of the module that is all of it: `z` of zod. */
export function isNamespaceOf(module: string, name: string): boolean {
  return libraries.some(
    ({ schemas }) => schemas.namespaces?.includes(name) && schemas.modules?.includes(module),
  );
}

const rows = libraries.map(({ name, schemas }) => {
  const validates = (schemas.validates ?? []).map((one) => ({ ...one, methodNames: wordsOf(one.methods) }));
  return {
    name,
    modules: schemas.modules ?? [],
    notation: schemas.notation && full(schemas.notation, validates),
    validates,
  };
});
const notations = new Map(
  rows.flatMap(({ modules, notation }) => (notation ? modules.map((one) => [one, notation] as const) : [])),
);

/** The notation of a library's schemas, by the module that they come from. */
export function notationOf(module: string): NotationRow | null {
  return notations.get(module) ?? null;
}

export const jsonSchema = rows.find(({ name }) => name === "json-schema")?.notation as NotationRow;

const validations = rows.flatMap(({ validates }) => validates);
const isFunction = ({ of }: ValidationRow): boolean => of === "function";
const byCall = callsOf(validations.filter((one) => !isFunction(one)));
const functionsByCall = callsOf(validations.filter(isFunction));

/** The validation that a call is, by its word; or a method that is given a plugin. */
export function validationOf(word: string): ValidationRow | null {
  return byCall.get(word) ?? null;
}

/** The same of a call that is given a function which validates. */
export function validationByFunction(word: string): ValidationRow | null {
  return functionsByCall.get(word) ?? null;
}

function callsOf(all: readonly ValidationRow[]): ReadonlyMap<string, ValidationRow> {
  return new Map(all.flatMap((one) => (one.calls ?? []).map((word) => [word, one] as const)));
}

export function pluginValidations(method: string): readonly ValidationRow[] {
  return validations.filter(({ given }) => given?.method === method);
}

/** Methods of some schema that validate. */
export const validatingMethods: ReadonlySet<string> = new Set(
  validations.flatMap(({ methodNames }) => [...methodNames]),
);

/** Libraries that are asked for one variable at a time. */
export const askings: readonly { modules: readonly string[]; asks: Asking }[] = libraries.flatMap(
  ({ schemas }) => (schemas.asks ? [{ modules: schemas.modules ?? [], asks: schemas.asks }] : []),
);

/** How a call makes an instance of a class, by its word. */
export function instancesBy(word: string): Instances | null {
  return libraries.find(({ schemas }) => schemas.instances?.calls.includes(word))?.schemas.instances ?? null;
}

/** What the decorators of a module say, of fields and of how they are filled. */
export function decoratorsOf(module: string): { decorators?: Decorators; instances?: Instances } | null {
  return libraries.find(({ schemas }) => schemas.modules?.includes(module))?.schemas ?? null;
}

export function wordsOf(names: string | undefined): ReadonlySet<string> {
  return new Set(names === undefined ? [] : names.split(" "));
}

function full(notation: Notation, validates: readonly ValidationRow[]): NotationRow {
  const steps = new Map(
    Object.entries(notation.steps).flatMap(([names, step]) =>
      names.split(" ").map((name) => [name, step] as const),
    ),
  );
  return { ...notation, validates, step: (name) => steps.get(name) ?? notation.other };
}
