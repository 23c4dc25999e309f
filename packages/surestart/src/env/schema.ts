/** The part of Standard Schema (https://standardschema.dev, version 1) that is needed to validate an environment. */
export interface StandardSchema<Output = unknown> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>;
    readonly types?: { readonly input: unknown; readonly output: Output } | undefined;
  };
}

export type SchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] };

export interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** Some libraries have objects for schemas, others functions. */
export function isSchema(value: unknown): value is StandardSchema {
  return ["object", "function"].includes(typeof value) && value !== null && "~standard" in (value as object);
}

/** What a schema makes of the environment. */
export type OutputOf<S extends StandardSchema> = NonNullable<S["~standard"]["types"]>["output"];

/**
 * Validates at once.
 *
 * @throws TypeError when the schema can only be asked asynchronously: an environment must be there before the next line.
 */
export function validateNow<Output>(schema: StandardSchema<Output>, value: unknown): SchemaResult<Output> {
  const result = schema["~standard"].validate(value);
  if (result instanceof Promise) {
    result.catch(() => {});
    throw new TypeError(
      `the schema (${schema["~standard"].vendor}) validates asynchronously; loadEnv needs a synchronous one`,
    );
  }
  return result;
}

/** The variable that an issue is about; null where it is about several. */
export function variableOf(issue: SchemaIssue): string | null {
  const first = issue.path?.[0];
  if (first === undefined) return null;
  return String(typeof first === "object" ? first.key : first);
}
