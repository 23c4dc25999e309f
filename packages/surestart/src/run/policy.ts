import { isatty } from "node:tty";
import { productionSwitch } from "../runtime/production.ts";
import type { RunOptions } from "./options.ts";
import type { Policy } from "./port.ts";

/**
 * What happens when the wanted port is held: as asked for; else in production it fails, on a terminal somebody is asked, and
 * elsewhere it is the next port. Where nobody can be asked, "ask" fails.
 */
export function policyOf(options: RunOptions, environment: Record<string, string | undefined>): Policy {
  const { onConflict } = options;
  if (onConflict !== null && onConflict !== "ask") return onConflict;
  const mayAsk = options.format === "text" && isatty(0) && isatty(2);
  if (onConflict === "ask") return mayAsk ? "ask" : "fail";
  if (productionSwitch(environment) !== null) return "fail";
  return mayAsk ? "ask" : "next";
}
