import { isGivenByRun, outerRun } from "../ports/outer-run.ts";
import { invalidPortError } from "../ports/port-error.ts";
import { parsePort } from "../ports/wanted.ts";

/** What a service is asked to listen on, and by whom. */
export interface Wanted {
  port: number;
  host: string;
  /** The port was given by a running surestart, which moves to another one itself: it is this one or none. */
  told: boolean;
  /** NODE_ENV says production. */
  production: boolean;
}

/**
 * The port: the option, else PORT, else 8000; the host: the option, else HOST, else the loopback address, in production
 * every address.
 * @throws {SurestartError} port/invalid when PORT, or the option, is not an integer from 0 to 65535
 */
export function wantedFrom(
  options: { port?: number | undefined; host?: string | undefined },
  env: NodeJS.ProcessEnv,
): Wanted {
  const production = env["NODE_ENV"] === "production";
  const variable = options.port === undefined ? "PORT" : null;
  const port = parsePort(String(options.port ?? (env["PORT"] || 8000)));
  if (port === null) throw invalidPortError(variable);
  const host = options.host ?? (env["HOST"] || (production ? "0.0.0.0" : "127.0.0.1"));
  return { port, host, production, told: isGivenByRun(port, env[outerRun]) };
}
