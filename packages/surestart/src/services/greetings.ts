/** What is said to a service so that it says who it is; null: it speaks first, or nothing is said at all. */
export function question(kind: string): Buffer | null {
  switch (kind) {
    case "postgres":
      // SSLRequest (protocol-message-formats): answered by one byte, before anything is authenticated or logged.
      return Buffer.from([0, 0, 0, 8, 4, 0xd2, 0x16, 0x2f]);
    case "redis":
    case "valkey":
      return Buffer.from("PING\r\n");
    case "amqp":
      return Buffer.from("AMQP\x00\x00\x09\x01", "latin1");
    case "memcached":
      return Buffer.from("version\r\n");
    case "mongodb":
      return hello();
    default:
      return null;
  }
}

/**
 * Who answers, by its first bytes: a kind, and in words. null when they say nothing that is known, or too little.
 */
export function identify(bytes: Buffer): { kind: string; words: string } | null {
  const text = bytes.subarray(0, 512).toString("latin1");
  if (/^HTTP\/\d|^\s*<(!doctype|html)/i.test(text)) return { kind: "http", words: "an HTTP server" };
  if (text.startsWith("SSH-")) return { kind: "ssh", words: "an SSH server" };
  if (/^(\+PONG|-NOAUTH|-DENIED|-ERR|-LOADING|-MISCONF|-MASTERDOWN|-WRONGPASS|-NOPERM)/.test(text))
    return { kind: "redis", words: "Redis" };
  if (/^INFO \{/.test(text)) return { kind: "nats", words: "NATS" };
  if (/^VERSION \d|^ERROR\r\n/.test(text)) return { kind: "memcached", words: "memcached" };
  if (/^220[ -].*(smtp|mail)/i.test(text)) return { kind: "smtp", words: "a mail server" };
  if (/^220[ -].*ftp/i.test(text)) return { kind: "ftp", words: "an FTP server" };
  if (
    text.startsWith("AMQP") ||
    (bytes[0] === 1 && bytes.length > 11 && bytes.readUInt32BE(7) === 0x000a000a)
  )
    return { kind: "amqp", words: "an AMQP broker" };
  if (
    bytes.length > 5 &&
    (bytes[4] === 10 || bytes[4] === 0xff) &&
    bytes.readUIntLE(0, 3) + 4 <= bytes.length
  )
    return { kind: "mysql", words: "MySQL" };
  if (bytes.length >= 16 && bytes.readInt32LE(12) === 2013) return { kind: "mongodb", words: "MongoDB" };
  if (bytes[0] === 0x15 && bytes[1] === 3) return { kind: "tls", words: "a server that wants TLS" };
  if (bytes.length === 1 && (text === "S" || text === "N")) return { kind: "postgres", words: "PostgreSQL" };
  if (bytes[0] === 0x45 && bytes.length > 5 && bytes.readUInt32BE(1) + 1 <= bytes.length)
    return { kind: "postgres", words: "PostgreSQL" };
  return null;
}

/** Kinds that speak the same protocol. */
export function sameProtocol(wanted: string, seen: string): boolean {
  const name = (kind: string): string => (kind === "valkey" ? "redis" : kind);
  return name(wanted) === name(seen);
}

/** MongoDB's OP_MSG with `{ hello: 1, $db: "admin" }`, which needs no authentication. */
function hello(): Buffer {
  const document = Buffer.concat([
    Buffer.from("\x10hello\x00\x01\x00\x00\x00", "latin1"),
    Buffer.from("\x02$db\x00\x06\x00\x00\x00admin\x00\x00", "latin1"),
  ]);
  const size = Buffer.alloc(4);
  size.writeInt32LE(document.length + 4);
  const message = Buffer.alloc(21);
  message.writeInt32LE(21 + 4 + document.length, 0);
  message.writeInt32LE(1, 4);
  message.writeInt32LE(2013, 12);
  return Buffer.concat([message, size, document]);
}
