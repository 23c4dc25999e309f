/** What the bytes of a file are. `latin1`: they are not UTF-8, and this is only the best guess. */
export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "latin1";

export interface Decoded {
  /** Without the byte order mark. */
  text: string;
  encoding: Encoding;
  bom: boolean;
  /** The last byte of UTF-16 that has lost its other half; -1 where there is none. */
  stray: number;
}

/** Bytes as a person means them. Nothing is lost: `encode` gives the same bytes back. */
export function decode(bytes: Uint8Array): Decoded {
  const [a, b, c] = bytes;
  if (a === 0xff && b === 0xfe) return utf16(bytes, "utf-16le", true);
  if (a === 0xfe && b === 0xff) return utf16(bytes, "utf-16be", true);
  const marked = a === 0xef && b === 0xbb && c === 0xbf;
  const body = marked ? bytes.subarray(3) : bytes;
  if (!marked) {
    const wide = wideByNulls(bytes);
    if (wide) return utf16(bytes, wide, false);
  }
  const text = utf8(body);
  if (text !== null) return { text, encoding: "utf-8", bom: marked, stray: -1 };
  return { text: units(body), encoding: "latin1", bom: marked, stray: -1 };
}

export function encode({ text, encoding, bom, stray }: Decoded): Uint8Array {
  if (encoding === "utf-8") {
    const body = new TextEncoder().encode(text);
    return bom ? concat([0xef, 0xbb, 0xbf], body) : body;
  }
  if (encoding === "latin1") {
    const body = Uint8Array.from(text, (c) => c.charCodeAt(0));
    return bom ? concat([0xef, 0xbb, 0xbf], body) : body;
  }
  const little = encoding === "utf-16le";
  const body = new Uint8Array(text.length * 2);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    body[2 * i + (little ? 0 : 1)] = unit & 0xff;
    body[2 * i + (little ? 1 : 0)] = unit >> 8;
  }
  const mark = bom ? (little ? [0xff, 0xfe] : [0xfe, 0xff]) : [];
  return concat(mark, stray === -1 ? body : concat([...body], Uint8Array.of(stray)));
}

let strict: InstanceType<typeof TextDecoder> | undefined;
let lossy: InstanceType<typeof TextDecoder> | undefined;

/** UTF-8, the byte order mark kept as a character; null where the bytes are not valid. */
export function utf8(bytes: Uint8Array): string | null {
  try {
    strict ??= new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    return strict.decode(bytes);
  } catch {
    return null;
  }
}

/** UTF-8 with U+FFFD in place of what is not valid, as most loaders read. */
export function utf8Lossy(bytes: Uint8Array): string {
  lossy ??= new TextDecoder("utf-8", { ignoreBOM: true });
  return lossy.decode(bytes);
}

/** Text without a mark that is UTF-16 all the same has a NUL in nearly every other byte of its first lines. */
function wideByNulls(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  const size = Math.min(bytes.length, 512) & ~1;
  if (size < 4) return null;
  const nulls: [number, number] = [0, 0];
  for (let i = 0; i < size; i++) if (bytes[i] === 0) nulls[i & 1 ? 1 : 0]++;
  if (nulls[1] > size / 3 && nulls[0] === 0) return "utf-16le";
  if (nulls[0] > size / 3 && nulls[1] === 0) return "utf-16be";
  return null;
}

function utf16(bytes: Uint8Array, encoding: "utf-16le" | "utf-16be", bom: boolean): Decoded {
  const body = bom ? bytes.subarray(2) : bytes;
  const low = encoding === "utf-16le" ? 0 : 1;
  const codes = new Uint16Array(body.length >> 1);
  for (let i = 0; i < codes.length; i++)
    codes[i] = (body[2 * i + low] as number) | ((body[2 * i + 1 - low] as number) << 8);
  return { text: units(codes), encoding, bom, stray: body.length & 1 ? (body.at(-1) as number) : -1 };
}

/** One unit of text for each element, in pieces that fit on the stack. */
function units(codes: Uint8Array | Uint16Array): string {
  let text = "";
  for (let i = 0; i < codes.length; i += 8192) text += String.fromCharCode(...codes.subarray(i, i + 8192));
  return text;
}

function concat(head: number[], tail: Uint8Array): Uint8Array {
  const all = new Uint8Array(head.length + tail.length);
  all.set(head);
  all.set(tail, head.length);
  return all;
}
