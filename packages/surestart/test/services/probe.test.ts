import { createServer as createHttp } from "node:http";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import type { ServiceFact } from "../../src/facts.ts";
import { probeService, probeServices } from "../../src/services/probe.ts";

const open: { server: Server; sockets: Set<Socket> }[] = [];
afterEach(async () => {
  for (const { server, sockets } of open.splice(0)) {
    for (const socket of sockets) socket.destroy();
    await new Promise((done) => server.close(done));
  }
});

async function listen(server: Server, host = "127.0.0.1"): Promise<number> {
  const sockets = new Set<Socket>();
  open.push({ server, sockets });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
  });
  await new Promise<void>((done) => server.listen(0, host, done));
  return (server.address() as AddressInfo).port;
}

function fact(kind: string, port: number | null, more: Partial<ServiceFact> = {}): ServiceFact {
  return {
    variable: "X_URL",
    at: null,
    kind,
    scheme: kind,
    host: "127.0.0.1",
    port,
    near: true,
    answer: "not-asked",
    saw: null,
    composeService: null,
    atStart: false,
    ...more,
  };
}

/** A server that says `first` at once and answers everything with `reply`. */
function speaks(first: string | Buffer | null, reply: string | Buffer | null): Server {
  return createServer((socket) => {
    if (first !== null) socket.write(first);
    socket.on("data", () => reply !== null && socket.write(reply));
  });
}

function waitsForLine(reply: string): Server {
  return createServer((socket) => socket.on("data", (data) => data.includes("\n") && socket.write(reply)));
}

const http = (): Server => createHttp((_request, response) => response.end("another program"));
const mysql = Buffer.from([5, 0, 0, 0, 10, 56, 46, 48, 0]);
const amqp = Buffer.from([1, 0, 0, 0, 0, 1, 0xe8, 0, 10, 0, 10, 0, 9]);

// biome-ignore format: one row, one line
const rows: [name: string, kind: string, server: () => Server, answer: ServiceFact["answer"], saw: string | null][] = [
  ["Redis", "redis", () => speaks(null, "+PONG\r\n"), "open", null],
  ["Redis that wants a password", "valkey", () => speaks(null, "-NOAUTH Authentication required.\r\n"), "open", null],
  ["PostgreSQL without TLS", "postgres", () => speaks(null, "N"), "open", null],
  ["PostgreSQL with TLS", "postgres", () => speaks(null, "S"), "open", null],
  ["MySQL", "mysql", () => speaks(mysql, null), "open", null],
  ["RabbitMQ", "amqp", () => speaks(null, amqp), "open", null],
  ["NATS", "nats", () => speaks('INFO {"server_id":"x"}\r\n', null), "open", null],
  ["memcached", "memcached", () => speaks(null, "VERSION 1.6.18\r\n"), "open", null],
  ["HTTP under postgres", "postgres", http, "wrong-protocol", "an HTTP server"],
  ["HTTP under redis", "redis", http, "wrong-protocol", "an HTTP server"],
  ["HTTP under amqp", "amqp", http, "wrong-protocol", "an HTTP server"],
  ["HTTP under mysql, which should speak first", "mysql", http, "wrong-protocol", "an HTTP server"],
  ["HTTP under mongodb", "mongodb", http, "wrong-protocol", "an HTTP server"],
  ["Redis under postgres", "postgres", () => speaks(null, "-ERR unknown command\r\n"), "wrong-protocol", "Redis"],
  ["MySQL under postgres", "postgres", () => speaks(mysql, null), "wrong-protocol", "MySQL"],
  ["SSH under redis", "redis", () => speaks("SSH-2.0-OpenSSH_9.2\r\n", null), "wrong-protocol", "an SSH server"],
  ["HTTP that waits for the end of a line", "postgres", () => waitsForLine("HTTP/1.0 501 Unsupported method\r\n\r\n"), "wrong-protocol", "an HTTP server"],
  ["memcached under redis", "redis", () => speaks(null, "ERROR\r\n"), "wrong-protocol", "memcached"],
  ["a silent server", "redis", () => speaks(null, null), "open", null],
  ["words that nobody knows", "redis", () => speaks("hello\r\n", null), "open", null],
  ["one that hangs up", "postgres", () => createServer((socket) => socket.end()), "open", null],
  ["a kind that is only connected to", "kafka", http, "open", null],
];

test.each(rows)("%s", async (_name, kind, server, answer, saw) => {
  const port = await listen(server());
  expect(await probeService(fact(kind, port), { timeout: 200 })).toMatchObject({ answer, saw });
});

test("MongoDB is asked in its own protocol", async () => {
  let asked = Buffer.alloc(0);
  const port = await listen(
    createServer((socket) =>
      socket.on("data", (data) => {
        asked = Buffer.concat([asked, data]);
        const reply = Buffer.alloc(21);
        reply.writeInt32LE(21, 0);
        reply.writeInt32LE(2013, 12);
        socket.write(reply);
      }),
    ),
  );
  expect(await probeService(fact("mongodb", port))).toMatchObject({ answer: "open", saw: null });
  expect(asked.readInt32LE(0)).toBe(asked.length);
  expect(asked.readInt32LE(21)).toBe(asked.length - 21);
});

test("nothing is said where TLS is spoken", async () => {
  let said = 0;
  const port = await listen(createServer((socket) => socket.on("data", () => said++)));
  expect(await probeService(fact("redis", port, { scheme: "rediss" }), { timeout: 50 })).toMatchObject({
    answer: "open",
  });
  expect(said).toBe(0);
});

test("nobody listens", async () => {
  const server = createServer();
  const port = await listen(server);
  await new Promise((done) => server.close(done));
  open.pop();
  expect(await probeService(fact("redis", port))).toMatchObject({ answer: "refused" });
});

test("a name that nobody knows", async () => {
  expect(await probeService(fact("redis", 6379, { host: "no-such-host-of-ours" }))).toMatchObject({
    answer: "unknown-host",
  });
});

test("localhost counts when one of its addresses answers", async () => {
  const port = await listen(speaks(null, "+PONG\r\n"));
  expect(await probeService(fact("redis", port, { host: "localhost" }))).toMatchObject({ answer: "open" });
});

test("a host that is not near is not asked", async () => {
  const far = fact("redis", 6379, { host: "db.example.com", near: false });
  expect(await probeService(far)).toEqual(far);
});

test("one address is asked once for all variables that name it", async () => {
  let connections = 0;
  const port = await listen(
    createServer((socket) => {
      connections++;
      socket.on("data", () => socket.write("+PONG\r\n"));
    }),
  );
  const facts = await probeServices([
    fact("redis", port),
    fact("redis", port, { variable: "OTHER", atStart: true }),
  ]);
  expect(facts).toMatchObject([
    { variable: "X_URL", answer: "open", atStart: false },
    { variable: "OTHER", answer: "open", atStart: true },
  ]);
  expect(connections).toBe(1);
});
