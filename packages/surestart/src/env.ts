/** `surestart/env`: .env files for applications. Without dependencies; prints nothing. */
export { dialects, readEnv } from "./env/dialects.ts";
export { type Env, type LoadOptions, loadEnv } from "./env/load.ts";
export type { Reading, ReadingProblem, ReadOptions } from "./env/reading.ts";
export type { StandardSchema } from "./env/schema.ts";
export { isSurestartError, SurestartError } from "./error.ts";
export type { Dialect } from "./facts.ts";
export { entropyBits, looksLikePlaceholder } from "./secret-value.ts";
