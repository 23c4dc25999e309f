/** `surestart/serve`: listen for real on the wanted or the next port, answer probes, end gracefully. */
export { isSurestartError, SurestartError } from "./error.ts";
export type { Finding, Fix, Place } from "./finding.ts";
export type { EndHooks, EndTrouble } from "./serve/end.ts";
export type { Connection, Fetch } from "./serve/fetch.ts";
export {
  type Application,
  type Listening,
  type Served,
  type ServeOptions,
  type ServeSettings,
  type ServeTarget,
  serve,
} from "./serve/serve.ts";
