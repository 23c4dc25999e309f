import { describe, expect, test } from "vitest";
import { eventsOf, read, scopeOf } from "./show.ts";

/** Listens in short: `call port|VARIABLE|<name> @host scope`. */
function listens(code: string): string[] {
  return eventsOf(read(code, "a.mts"), "listen").map((l) =>
    [
      l.call,
      l.port ?? l.variable ?? (l.portFrom ? `<${l.portFrom}>` : "?"),
      l.host ? `@${l.host}` : "",
      l.hostVariable ? `@$${l.hostVariable}` : "",
      l.hostFrom ? `@<${l.hostFrom}>` : "",
      scopeOf(l),
    ]
      .filter((part) => part !== "")
      .join(" "),
  );
}

const http = "import http from 'node:http'; const server = http.createServer(handler); ";
const express = "import express from 'express'; const app = express(); ";

describe("where a port is opened", () => {
  test.each<[string, string[]]>([
    [`${http}server.listen(3000)`, ["server.listen 3000"]],
    [`${http}server.listen('3000')`, ["server.listen 3000"]],
    [`${http}server.listen(3000, '127.0.0.1')`, ["server.listen 3000 @127.0.0.1"]],
    [`${http}server.listen(3000, () => {})`, ["server.listen 3000"]],
    [`${http}server.listen({ port: 3000, host: '::' })`, ["server.listen 3000 @::"]],
    [`${http}server.listen(process.env.PORT)`, ["server.listen PORT"]],
    [`${http}server.listen(process.env.PORT || 3000, process.env.HOST)`, ["server.listen PORT @$HOST"]],
    [`${http}const port = Number(process.env.PORT ?? 3000); server.listen(port)`, ["server.listen PORT"]],
    [`${http}const { PORT = 3000 } = process.env; server.listen(PORT)`, ["server.listen PORT"]],
    [
      `${http}let port = 3000; if (process.env.PORT) port = Number(process.env.PORT); server.listen(port)`,
      ["server.listen PORT"],
    ],
    [
      `${http}const config = { port: parseInt(process.env.PORT, 10) }; server.listen(config.port)`,
      ["server.listen PORT"],
    ],
    [
      `${http}import { config } from './config.js'; server.listen(config.port, config.host)`,
      ["server.listen <config.port> @<config.host>"],
    ],
    [
      `${http}const config = require('./config'); server.listen(config.port)`,
      ["server.listen <config.port>"],
    ],
    [`${http}const { port } = require('./config'); server.listen(port)`, ["server.listen <port>"]],
    [
      `${http}function normalize(v) { const p = parseInt(v, 10); return isNaN(p) ? v : p } server.listen(normalize(process.env.PORT || '3000'))`,
      ["server.listen PORT"],
    ],
    [`${http}function start(port) { server.listen(port) } start(8080)`, ["server.listen 8080 in start"]],
    [
      "import { createServer } from 'node:http'; createServer(h).listen(3000)",
      ["http.createServer().listen 3000"],
    ],
    ["require('https').createServer(o, h).listen(443)", ["https.createServer().listen 443"]],
    [`${express}app.listen(3000)`, ["app.listen 3000"]],
    [`${express}app.listen(port)`, ["app.listen ?"]],
    ["import app from './app.js'; app.listen(3000)", ["app.listen 3000"]],
    [
      "import app from './app.js'; import { port } from './config.js'; app.listen(port)",
      ["app.listen <port>"],
    ],
    [
      "import Fastify from 'fastify'; const f = Fastify(); await f.listen({ port: 3000, host: '0.0.0.0' })",
      ["f.listen 3000 @0.0.0.0"],
    ],
    ["import Koa from 'koa'; new Koa().use(x).listen(3000)", ["koa().use().listen 3000"]],
    [
      "import { Elysia } from 'elysia'; const app = new Elysia().get('/', () => '').listen(3000)",
      ["elysia.Elysia().get().listen 3000"],
    ],
    [
      "import { NestFactory } from '@nestjs/core'; async function boot() { const app = await NestFactory.create(M); await app.listen(process.env.PORT ?? 3000) } boot()",
      ["app.listen PORT in boot"],
    ],
    ["import { serve } from '@hono/node-server'; serve({ fetch: app.fetch, port: 3000 })", ["serve 3000"]],
    [
      "import { serve } from '@hono/node-server'; serve({ fetch: app.fetch, port: Number(process.env.PORT) || 3000, hostname: 'localhost' })",
      ["serve PORT @localhost"],
    ],
    ["Bun.serve({ port: 3000, fetch() {} })", ["Bun.serve 3000"]],
    ["Deno.serve({ port: 3000 }, handler)", ["Deno.serve 3000"]],
    ["Deno.serve(handler)", ["Deno.serve ?"]],
    ["import { WebSocketServer } from 'ws'; new WebSocketServer({ port: 8080 })", ["WebSocketServer 8080"]],
    [`${http}if (require.main === module) server.listen(3000)`, ["server.listen 3000 main"]],
    [`${http}connect().then(() => server.listen(3000))`, ["server.listen 3000"]],
    [
      "import mongoose from 'mongoose'; import express from 'express'; const app = express(); mongoose.connect(u).then(() => { app.listen(4000) })",
      ["app.listen 4000"],
    ],
    [`${http}server.listen('/tmp/app.sock')`, []],
    ["history.listen(() => {})", []],
    ["store.listen(listener)", []],
    ["// app.listen(3000)", []],
  ])("%s", (code, expected) => {
    expect(listens(code)).toEqual(expected);
  });

  test("the port stands where the literal or the read stands", () => {
    const [listen] = eventsOf(
      read(`${http}\nconst port =\n  process.env.PORT;\nserver.listen(port);`),
      "listen",
    );
    expect(listen?.at).toMatchObject({ line: 4, column: 8 });
    expect(listen?.portAt).toMatchObject({ line: 3, column: 3, endColumn: 19 });
  });
});
