/** The plainest Better Auth server: its own handler on node:http, SQLite, no plugin; and /health as node:http alone answers it. */
import { createServer } from "node:http";
import { DatabaseSync } from "node:sqlite";
import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { toNodeHandler } from "better-auth/node";

const options = {
  baseURL: "http://127.0.0.1",
  secret: process.env["BETTER_AUTH_SECRET"] as string,
  database: new DatabaseSync(process.env["DATABASE_FILE"] as string),
  emailAndPassword: { enabled: true },
  advanced: { disableOriginCheck: true, disableCSRFCheck: true },
};
await (await getMigrations(options)).runMigrations();
const auth = betterAuth(options);
await auth.$context;
const handle = toNodeHandler(auth);
const body = JSON.stringify({ status: "pass", version: "1.0.0" });

const server = createServer((request, response) => {
  if (request.url !== "/health") return void handle(request, response);
  response.writeHead(200, { "content-type": "application/health+json", "content-length": body.length });
  response.end(body);
}).listen(0, "127.0.0.1", () => {
  process.stdout.write(`it answers at http://127.0.0.1:${(server.address() as { port: number }).port}\n`);
});
