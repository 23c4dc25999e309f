import { Redis } from "ioredis";
import { programOf, type Server, startServer } from "./server.ts";

/** redis-server or valkey-server; null, after a line that says so, when neither is here. */
export function redisProgram(): string | null {
  const program = programOf("redis-server") ?? programOf("valkey-server");
  if (program === null) console.warn("Skipped without Redis: apt-get install redis-server");
  return program;
}

export interface RedisServer extends Server {
  url: string;
  /** For a look at what is in it; closed by its owner. */
  client(): Redis;
}

export async function startRedis(program: string): Promise<RedisServer> {
  const server = await startServer({
    program,
    argumentsOf: (port) => ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--dir", "/tmp"],
    answers: async (port) => {
      const client = new Redis(port, "127.0.0.1", { lazyConnect: true, retryStrategy: () => null });
      client.on("error", () => {});
      try {
        await client.connect();
        return (await client.ping()) === "PONG";
      } catch {
        return false;
      } finally {
        client.disconnect();
      }
    },
  });
  return {
    ...server,
    url: `redis://127.0.0.1:${server.port}`,
    client: () => new Redis(server.port, "127.0.0.1"),
  };
}
