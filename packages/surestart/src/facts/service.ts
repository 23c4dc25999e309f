import type { Place } from "../finding.ts";

export interface ServiceFact {
  /** The variable whose value names the service. */
  variable: string;
  at: Place | null;
  /** "postgres", "redis", "mysql", "mongodb", "amqp", "http" … */
  kind: string;
  scheme: string;
  host: string;
  port: number | null;
  /** Loopback or a private network: only those are asked without `--probe`. */
  near: boolean;
  answer: "open" | "refused" | "timeout" | "unknown-host" | "wrong-protocol" | "not-asked";
  /** What answered instead, in words. */
  saw: string | null;
  /** A service of this name is in a compose file. */
  composeService: Place | null;
  /** The name of that service, where it is not the host. */
  composeName?: string;
  /** The variable is read while the program starts. */
  atStart: boolean;
}
