import { textOf } from "./code-page.ts";

/** The last of what a program printed: what diagnosis reads. Bytes are kept as they came and become lines only when asked for. */
export interface OutputTail {
  /** Remembers a chunk; costs no more than keeping a reference to it. */
  add: (stream: "stdout" | "stderr", chunk: Uint8Array) => void;
  /** The last lines in order of arrival, without line ends and colours; an unfinished line counts. At most `limit`. */
  lines: (limit?: number) => string[];
  /** Lets go of all that was said so far: it is told, and what comes now is of another version of the program. */
  forget: () => void;
  /** Bytes seen so far, those that were let go included. */
  readonly bytes: number;
}

// Enough for 500 lines of a deep traceback; a program that logs without end costs no more memory than this.
const kept = 512 * 1024;
const longestLine = 4096;

/** @param limit bytes that are kept. @default 524288 */
export function outputTail(limit: number = kept): OutputTail {
  const chunks: { stream: "stdout" | "stderr"; chunk: Uint8Array }[] = [];
  let size = 0;
  let bytes = 0;
  return {
    add(stream, chunk) {
      chunks.push({ stream, chunk });
      size += chunk.byteLength;
      bytes += chunk.byteLength;
      while (chunks.length > 1 && size - chunks[0]!.chunk.byteLength >= limit) {
        size -= chunks.shift()!.chunk.byteLength;
      }
    },
    forget() {
      chunks.length = 0;
      size = 0;
    },
    lines(most = 500) {
      return linesOf(chunks).slice(-most);
    },
    get bytes() {
      return bytes;
    },
  };
}

/** Lines are put together per stream, so that a line of one stream that is between two halves of another's cuts neither. */
function linesOf(chunks: readonly { stream: string; chunk: Uint8Array }[]): string[] {
  const lines: string[] = [];
  const open = new Map<string, Buffer[]>();
  const close = (parts: Buffer[]): void => {
    lines.push(plain(textOf(parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts))));
    parts.length = 0;
  };
  for (const { stream, chunk } of chunks) {
    const parts = open.get(stream) ?? [];
    open.set(stream, parts);
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let from = 0;
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, from)) {
      parts.push(bytes.subarray(from, at));
      close(parts);
      from = at + 1;
    }
    if (from < bytes.length) parts.push(bytes.subarray(from));
  }
  for (const parts of open.values()) if (parts.length > 0) close(parts);
  return lines;
}

// CSI sequences (colours, cursor) and OSC sequences (links, titles).
const escapes = /\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)/g;

function plain(line: string): string {
  const text = line.endsWith("\r") ? line.slice(0, -1) : line;
  return (text.includes("\u001b") ? text.replace(escapes, "") : text).slice(0, longestLine);
}
