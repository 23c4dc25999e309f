import { createStyle, type Style } from "../report/style.ts";
import type { Call } from "./command.ts";

/** The style for standard output, or for standard error. */
export function styleFor(call: Pick<Call, "color">, stream: NodeJS.WriteStream = process.stdout): Style {
  return createStyle({ color: call.color, stream });
}

/** One JSON document. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}
