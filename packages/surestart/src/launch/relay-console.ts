import { textOf } from "./code-page.ts";

/**
 * Bytes on their way to a console of Windows. That takes bytes for signs of its own code page, in which hardly any program
 * writes; as text it shows what was meant. Lines are read for themselves: two programs may write in two pages.
 */
export interface Reader {
  /** The text of a chunk, without a sign whose bytes have not all come yet. */
  text: (chunk: Buffer) => string;
  /** What is left, as it is. */
  rest: () => string;
}

/** @param asText @default as `textOf` */
export function textReader(asText: (bytes: Buffer) => string = textOf): Reader {
  let held: Buffer = Buffer.alloc(0);
  return {
    text(chunk) {
      const bytes = held.length > 0 ? Buffer.concat([held, chunk]) : chunk;
      const end = bytes.length - unfinished(bytes);
      held = bytes.subarray(end);
      let text = "";
      for (let from = 0; from < end; ) {
        const line = bytes.indexOf(10, from);
        const to = line < 0 || line >= end ? end : line + 1;
        text += asText(bytes.subarray(from, to));
        from = to;
      }
      return text;
    },
    rest() {
      const text = held.length > 0 ? asText(held) : "";
      held = Buffer.alloc(0);
      return text;
    },
  };
}

/** How many bytes at the end begin a sign in UTF-8 that is not complete. */
function unfinished(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] as number;
    if (byte >= 0x80 && byte < 0xc0) continue;
    const length = byte >= 0xf5 ? 1 : byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
}
