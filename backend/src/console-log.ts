import { format } from "node:util";
import type { Logger } from "pino";

const levels = { debug: "debug", log: "info", info: "info", warn: "warn", error: "error" } as const;

/**
 * Everything that libraries and Node print by themselves becomes a line of the log, without secrets and in its format: whoever
 * collects the lines reads JSON and nothing else. Gives a function that takes it back.
 */
export function logConsole(log: Logger): () => void {
  const own = { ...console };
  for (const [method, level] of Object.entries(levels) as [keyof typeof levels, "info"][]) {
    console[method] = (...words: unknown[]) => {
      const err = words.find((word) => word instanceof Error);
      const text = format(...words.filter((word) => word !== err)).trim();
      log[level](err === undefined ? {} : { err }, text || String(err));
    };
  }
  const printers = process.listeners("warning");
  // Node's own, which prints.
  process.removeAllListeners("warning");
  const warned = (warning: Error): void => log.warn({ err: warning }, warning.message);
  process.on("warning", warned);
  return () => {
    Object.assign(console, own);
    process.off("warning", warned);
    for (const printer of printers) process.on("warning", printer);
  };
}
