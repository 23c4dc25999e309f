/** "db.example.com:5432/auth": what may be shown of a URL. */
export function addressOf(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null) return "the host of DATABASE_URL";
  const socket = parsed.searchParams.get("host");
  const host = socket ?? (parsed.hostname || "localhost");
  return `${host}:${parsed.port || parsed.searchParams.get("port") || "5432"}${parsed.pathname}`;
}

/**
 * The weaker modes as what node-postgres makes of them, `verify-full`, which it says in a warning each time. Who wants TLS
 * without a check of the certificate writes no-verify.
 */
export function withCheckedTls(url: string): string {
  return url.replace(/([?&]sslmode=)(prefer|require|verify-ca)(?=&|$)/, "$1verify-full");
}
