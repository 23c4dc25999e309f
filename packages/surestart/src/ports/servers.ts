/** How a known server (`StartCommand.server`) is given its port and host. Each from the server's own documentation or source. */
export interface ServerPort {
  /** Words to add to a command that bears no port, for a port and, where one is wanted, a host. */
  words?: (port: number, host: string | null) => string[];
  /** Words to add when the command bears a port, where the last one wins: then appending is enough. */
  lastWins?: boolean;
  /** The words are positional, no flag. */
  positional?: boolean;
  /** Variables that the server itself reads, beside PORT. */
  variables?: { port: string; host?: string };
  /** It reads PORT itself. */
  readsPort?: boolean;
}

const flags =
  (port: string, host: string) =>
  (p: number, h: string | null): string[] => [port, String(p), ...(h === null ? [] : [host, h])];

// gunicorn, hypercorn: one option for both; without a host they stay on their own default, the loopback address.
const bind = (p: number, h: string | null): string[] => ["--bind", joined(h ?? "127.0.0.1", p)];

/** A server that is not here is told by PORT and HOST. */
export const servers: Readonly<Record<string, ServerPort>> = {
  uvicorn: {
    words: flags("--port", "--host"),
    lastWins: true,
    variables: { port: "UVICORN_PORT", host: "UVICORN_HOST" },
  },
  gunicorn: { words: bind, readsPort: true },
  hypercorn: { words: bind },
  flask: {
    words: flags("--port", "--host"),
    lastWins: true,
    variables: { port: "FLASK_RUN_PORT", host: "FLASK_RUN_HOST" },
  },
  django: { words: (p, h) => [h === null ? String(p) : joined(h, p)], positional: true },
  // Reads PORT since 2025 only, so the flag comes first.
  fastapi: { words: flags("--port", "--host"), lastWins: true, readsPort: true },
  "http.server": { words: (p, h) => [String(p), ...(h === null ? [] : ["--bind", h])], positional: true },
  daphne: { words: flags("--port", "--bind"), lastWins: true },
  waitress: { words: flags("--port", "--host") },
  vite: { words: flags("--port", "--host"), lastWins: true },
  next: { words: flags("--port", "--hostname"), lastWins: true, readsPort: true },
  nuxt: {
    words: flags("--port", "--host"),
    lastWins: true,
    variables: { port: "NITRO_PORT", host: "NITRO_HOST" },
    readsPort: true,
  },
  astro: { words: flags("--port", "--host") },
  "http-server": { words: flags("-p", "-a"), readsPort: true },
  serve: { words: (p, h) => ["-l", h === null ? String(p) : `tcp://${joined(h, p)}`], readsPort: true },
  rails: { words: flags("--port", "--binding"), lastWins: true, readsPort: true },
  puma: { words: (p) => ["--port", String(p)], readsPort: true },
  // Spring Boot's own binding of variables; other Java programs read PORT, or nothing.
  java: { variables: { port: "SERVER_PORT", host: "SERVER_ADDRESS" } },
};

/** `host:port`, with brackets where IPv6 needs them. */
export function joined(host: string, port: number): string {
  return host.includes(":") && !host.startsWith("[") ? `[${host}]:${port}` : `${host}:${port}`;
}
