import { SurestartError } from "../error.ts";

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
 * every address. SURESTART_PORT is the port that `surestart run` has given to its program.
 * @throws {SurestartError} port/invalid when PORT, or the option, is not an integer from 0 to 65535
 */
export function wantedFrom(
  options: { port?: number | undefined; host?: string | undefined },
  env: NodeJS.ProcessEnv,
): Wanted {
  const production = env["NODE_ENV"] === "production";
  const port = options.port ?? portFrom(env["PORT"]) ?? 8000;
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw invalid("The option port", String(port));
  const host = options.host ?? (env["HOST"] || (production ? "0.0.0.0" : "127.0.0.1"));
  return { port, host, production, told: env["SURESTART_PORT"] === String(port) };
}

function portFrom(text: string | undefined): number | undefined {
  if (text === undefined || text === "") return undefined;
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65535) throw invalid("PORT", text);
  return Number(text);
}

function invalid(what: string, value: string): SurestartError {
  return new SurestartError({
    code: "port/invalid",
    severity: "error",
    confidence: "certain",
    title: `${what} is not a port`,
    detail: `A port is a whole number from 0 to 65535, and ${what} has ${value.length} characters that begin with "${value.slice(0, 2)}".`,
    fixes: [
      { id: "set-a-port", title: `Set ${what} to a number, such as 8000`, safety: "manual", changes: [] },
    ],
  });
}
