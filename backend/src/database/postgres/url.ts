import pg from "pg";

/**
 * Where a URL leads and as whom, as node-postgres reads it, with what PGHOST and its like say where the URL says nothing.
 * @throws {Error} when it cannot be read, or a certificate that it names cannot
 */
export function readUrl(url: string): pg.Client {
  return new pg.Client({ connectionString: withCheckedTls(url) });
}

/** "db.example.com:5432/auth": what may be shown of a URL. */
export function addressOf(url: string): string {
  try {
    const { host, port, database } = readUrl(url);
    return `${host.includes(":") ? `[${host}]` : host}:${port}/${database ?? ""}`;
  } catch {
    return URL.parse(url)?.host || "the host of DATABASE_URL";
  }
}

/**
 * The weaker modes as what node-postgres makes of them, `verify-full`, which it says in a warning each time. Who wants TLS
 * without a check of the certificate writes no-verify.
 */
export function withCheckedTls(url: string): string {
  return url.replace(/([?&]sslmode=)(prefer|require|verify-ca)(?=&|$)/, "$1verify-full");
}
