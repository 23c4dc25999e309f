import type { Server } from "node:net";
import { bracketed } from "../ports/addresses.ts";

/** Listens, or rejects with the error of the system (EADDRINUSE, EACCES, EADDRNOTAVAIL …). Gives the port that was bound. */
export function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error): void => {
      server.off("listening", listening);
      reject(error);
    };
    const listening = (): void => {
      server.off("error", failed);
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    };
    server.once("error", failed);
    server.once("listening", listening);
    server.listen({ port, host });
  });
}

/** The address at which a server that is bound to `host` can be asked from this machine. */
export function urlOf(host: string, port: number, secure = false): string {
  const scheme = secure ? "https" : "http";
  const every = host === "0.0.0.0" || host === "::" || host === "";
  const name = every ? "127.0.0.1" : bracketed(host);
  return `${scheme}://${name}:${port}`;
}
