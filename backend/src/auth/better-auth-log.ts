import type { BetterAuthOptions } from "better-auth";
import type { Logger } from "pino";
import { requestContext } from "../requests/request-context.ts";

/** Said with an error, although anybody can bring it about: a made-up state, an invalid passkey. */
const byClient = /^Failed to (parse state|verify (registration|authentication))/;

/**
 * Better Auth's own words, in our log. What it says of a request without an error ("Invalid origin", "User not found") anybody
 * can make it say: that is no error and no warning of the service.
 */
export function betterAuthLogger(log: Logger): NonNullable<BetterAuthOptions["logger"]> {
  return {
    level: "warn",
    disableColors: true,
    log(level, message, ...details) {
      const error = [message, ...details].find((part) => part instanceof Error);
      // Said once when the request is answered 503, and by health; a stack for each request would bury it.
      const away = requestContext()?.fault === "unavailable";
      const to = (level === "error" || level === "warn") && !away ? level : "debug";
      const ofClient = error === undefined || byClient.test(String(message));
      const ofRequest = ofClient && requestContext() !== undefined;
      log[ofRequest ? "info" : to](error && !ofRequest ? { err: error } : {}, String(message));
    },
  };
}
