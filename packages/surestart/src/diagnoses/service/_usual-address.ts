import type { Facts, ServiceFact } from "../../facts.ts";
import { serviceNamed } from "../../known/_tools.ts";

/** A client that has asked where its service usually is, although a variable names another port. */
export interface UsualAddress {
  service: ServiceFact;
  /** "127.0.0.1:6379" */
  asked: string;
}

/** The client was not given the variable, or in an option that it does not read: nobody else names the address in the error. */
export function usualAddress({ run, services, env }: Facts): UsualAddress | null {
  const said =
    /\b(?:ECONNREFUSED|connecting to|connect to) ['"]?(127\.0\.0\.1|localhost|::1):(\d{2,5})\b/i.exec(
      run?.crash?.message ?? "",
    );
  const [, host = "", port = ""] = said ?? [];
  if (run?.outcome !== "failed" || !said) return null;
  if (env.variables.some(({ value }) => value?.includes(port))) return null;
  const other = services.filter(
    (one) => one.port !== null && String(one.port) !== port && serviceNamed(one.kind)?.port === Number(port),
  );
  const [service] = other;
  return service && other.every(({ port: same }) => same === service.port)
    ? { service, asked: `${host}:${port}` }
    : null;
}
