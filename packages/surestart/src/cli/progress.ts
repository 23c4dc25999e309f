import type { Call } from "./command.ts";
import { styleFor } from "./print.ts";

/** Milliseconds: what is done sooner needs no sign. */
const patience = 1000;
const eraseLine = "\r\x1b[K";

/**
 * Does work that may take long, with a line on the terminal that says how far it has come and goes with its end:
 * `Reading sources: 1,240 of 5,001`, and of a monorepo `Reading sources of apps/web, 3 of 12: 1,240 of 5,001`.
 */
export async function withProgress<T>(
  call: Pick<Call, "color" | "format">,
  work: (onProgress: (read: number, known: number, of?: string) => void) => Promise<T>,
  stream: NodeJS.WriteStream = process.stderr,
): Promise<T> {
  const shows = call.format === "text" && styleFor(call, stream).terminal;
  const began = performance.now();
  let shown = "";
  const onProgress = (read: number, known: number, of = ""): void => {
    if (!shows || performance.now() - began < patience) return;
    const line = `Reading sources${of}: ${read.toLocaleString("en")} of ${known.toLocaleString("en")}`;
    if (line !== shown) stream.write(`${eraseLine}${line}`);
    shown = line;
  };
  try {
    return await work(onProgress);
  } finally {
    if (shown !== "") stream.write(eraseLine);
  }
}
