import type { Logger } from "pino";

/**
 * An error that nobody handles becomes a line of the log, and not Node's own words, and then `end` is called: in what state the
 * process is, nobody knows, but the requests that are in flight may still be answered. The status is 1.
 */
export function logUncaught(log: Logger, end: () => Promise<unknown>): void {
  process.once("uncaughtException", (error) => {
    // Another one changes nothing any more.
    process.on("uncaughtException", (next) => log.error({ err: next }, "Another error that nobody handles"));
    log.fatal({ err: error }, `The service ends by an error that nobody handles: ${String(error)}`);
    void end().finally(() => process.exit(1));
  });
}
