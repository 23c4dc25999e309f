import { StringDecoder } from "node:string_decoder";

/** The last of what a program printed: what diagnosis reads. Bytes are kept as they came and become lines only when asked for. */
export interface OutputTail {
  /** Remembers a chunk; costs no more than keeping a reference to it. */
  add: (stream: "stdout" | "stderr", chunk: Uint8Array) => void;
  /** The last lines in order of arrival, without line ends and colours; an unfinished line counts. At most `limit`. */
  lines: (limit?: number) => string[];
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
    lines(most = 500) {
      return linesOf(chunks).slice(-most);
    },
    get bytes() {
      return bytes;
    },
  };
}

/** Lines are put together per stream, so that a line of one stream that stands between two halves of another's cuts neither. */
function linesOf(chunks: readonly { stream: string; chunk: Uint8Array }[]): string[] {
  const lines: string[] = [];
  const open = new Map<string, { decoder: StringDecoder; rest: string }>();
  for (const { stream, chunk } of chunks) {
    let state = open.get(stream);
    if (!state) {
      state = { decoder: new StringDecoder("utf8"), rest: "" };
      open.set(stream, state);
    }
    const parts = (state.rest + state.decoder.write(chunk)).split("\n");
    state.rest = parts.pop() as string;
    for (const part of parts) lines.push(plain(part));
  }
  for (const { decoder, rest } of open.values()) {
    const last = rest + decoder.end();
    if (last !== "") lines.push(plain(last));
  }
  return lines;
}

// CSI sequences (colours, cursor) and OSC sequences (links, titles).
const escapes = /\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)/g;

function plain(line: string): string {
  const text = line.endsWith("\r") ? line.slice(0, -1) : line;
  return (text.includes("\u001b") ? text.replace(escapes, "") : text).slice(0, longestLine);
}
