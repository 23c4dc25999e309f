/** How a known server (`StartCommand.server`) is given its port and host. Each from the server's own documentation or source. */
export interface ServerPort {
  /** Words that set the port. */
  port?: (port: number) => string[];
  /** Words that set the host. */
  host?: (host: string) => string[];
  /** Words that set both at once. A server that has only these listens on the loopback address by default. */
  both?: (address: string) => string[];
  /** Of two options of a kind the last one wins: then appending is enough. */
  lastWins?: boolean;
  /** The port is a positional word, no flag. */
  positional?: boolean;
  /** Variables that the server itself reads, beside PORT. */
  variables?: { port: string; host?: string };
  /** It reads PORT itself. */
  readsPort?: boolean;
}

const flags = (port: string, host: string): Pick<ServerPort, "port" | "host"> => ({
  port: (p) => [port, String(p)],
  host: (h) => [host, h],
});
const bind = (address: string): string[] => ["--bind", address];

/** A server that is not here is told by PORT and HOST. */
export const servers: Readonly<Record<string, ServerPort>> = {
  uvicorn: {
    ...flags("--port", "--host"),
    lastWins: true,
    variables: { port: "UVICORN_PORT", host: "UVICORN_HOST" },
  },
  // A second --bind of these is one more socket.
  gunicorn: { both: bind, readsPort: true },
  hypercorn: { both: bind },
  flask: {
    ...flags("--port", "--host"),
    lastWins: true,
    variables: { port: "FLASK_RUN_PORT", host: "FLASK_RUN_HOST" },
  },
  django: { port: (p) => [String(p)], both: (address) => [address], positional: true },
  // Reads PORT since 2025 only, so the flag comes first.
  fastapi: { ...flags("--port", "--host"), lastWins: true, readsPort: true },
  "http.server": { port: (p) => [String(p)], host: (h) => ["--bind", h], positional: true },
  daphne: { ...flags("--port", "--bind"), lastWins: true },
  waitress: flags("--port", "--host"),
  vite: { ...flags("--port", "--host"), lastWins: true },
  next: { ...flags("--port", "--hostname"), lastWins: true, readsPort: true },
  nuxt: {
    ...flags("--port", "--host"),
    lastWins: true,
    variables: { port: "NITRO_PORT", host: "NITRO_HOST" },
    readsPort: true,
  },
  astro: flags("--port", "--host"),
  "http-server": { ...flags("-p", "-a"), readsPort: true },
  serve: { port: (p) => ["-l", String(p)], both: (address) => ["-l", `tcp://${address}`], readsPort: true },
  rails: { ...flags("--port", "--binding"), lastWins: true, readsPort: true },
  puma: { port: (p) => ["--port", String(p)], readsPort: true },
  // Spring Boot's own binding of variables; other Java programs read PORT, or nothing.
  java: { variables: { port: "SERVER_PORT", host: "SERVER_ADDRESS" } },
};

/** `host:port`, with brackets where IPv6 needs them. */
export function joined(host: string, port: number): string {
  return host.includes(":") && !host.startsWith("[") ? `[${host}]:${port}` : `${host}:${port}`;
}
