import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pythonWith } from "./python.ts";
import { ask, cleanUp, ended, freshClone, freshSecret } from "./support.ts";

const python = pythonWith(
  ["fastapi", "uvicorn", "dotenv", "jwt", "cryptography"],
  "python3-fastapi python3-uvicorn python3-dotenv python3-jwt python3-cryptography",
);
const express = existsSync(new URL("../../node_modules/express", import.meta.url));
if (!express) console.warn("Not tried with Express: it is not installed (npm ci).");

/** What the services know of the backend: its key set, which this test rotates, counts the fetches of, and takes away. */
class Issuer {
  readonly server: Server;
  fetches = 0;
  down = false;
  keys: {
    kid: string;
    privateKey: Awaited<ReturnType<typeof generateKeyPair>>["privateKey"];
    jwk: object;
  }[] = [];
  constructor() {
    this.server = createServer((_request, response) => {
      this.fetches++;
      if (this.down) return void response.destroy();
      const body = JSON.stringify({ keys: this.keys.map(({ jwk }) => jwk) });
      response.writeHead(200, { "content-type": "application/json" }).end(body);
    });
  }
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return this.url;
  }
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }
  async addKey(kid: string): Promise<void> {
    const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
    this.keys.push({ kid, privateKey, jwk: { ...(await exportJWK(publicKey)), alg: "ES256", kid } });
  }
  /** A token as the backend makes it; `change` of its claims, undefined leaves one out. */
  async token(change: Record<string, unknown> = {}, kid = this.keys.at(-1)?.kid): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      sub: "ada",
      email: "ada@example.com",
      name: "Ada",
      iss: this.url,
      aud: this.url,
      exp: now + 900,
    };
    const { privateKey } =
      this.keys.find((key) => key.kid === kid) ?? (this.keys[0] as (typeof this.keys)[0]);
    return new SignJWT({ ...claims, ...change })
      .setProtectedHeader({ alg: "ES256", kid: kid as string })
      .sign(privateKey);
  }
}

interface Service {
  name: string;
  there: boolean;
  command: (clone: string) => { file: string; words: string[]; cwd: string };
}
const services: Service[] = [
  {
    name: "FastAPI",
    there: python !== null,
    command: (clone) => ({
      file: python as string,
      words: ["-m", "uvicorn", "src.main:app", "--port", "0"],
      cwd: join(clone, "examples/fastapi"),
    }),
  },
  {
    name: "Express",
    there: express,
    command: (clone) => ({
      file: process.execPath,
      words: [join(clone, "examples/express/src/main.js")],
      cwd: clone,
    }),
  },
];

afterAll(cleanUp);

describe.each(services)("the $name service that trusts the backend's tokens", ({ there, command }) => {
  const running: ChildProcess[] = [];
  const issuer = new Issuer();
  let todos: string;

  beforeAll(async () => {
    if (!there) return;
    await issuer.addKey("first");
    todos = await start(await issuer.listen());
  });
  afterAll(async () => {
    await Promise.all(running.map((child) => ended(child, "SIGTERM")));
    issuer.server.close();
    issuer.server.closeAllConnections();
  });

  function start(backend: string): Promise<string> {
    const { file, words, cwd } = command(freshClone());
    const child = spawn(file, words, {
      cwd,
      env: {
        PATH: process.env["PATH"],
        PYTHONDONTWRITEBYTECODE: "1",
        BETTER_AUTH_SECRET: freshSecret(),
        BETTER_AUTH_URL: backend,
        PORT: "0",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    running.push(child);
    return new Promise((resolve, reject) => {
      let output = "";
      const read = (chunk: Buffer): void => {
        output += chunk;
        const said = /(?:running on|Todos at) (http:\S+)/.exec(output);
        if (said) resolve(said[1] as string);
      };
      child.stdout?.on("data", read);
      child.stderr?.on("data", read);
      child.once("close", (code) => reject(new Error(`the service ended with ${code}:\n${output}`)));
    });
  }

  const asked = async (token: string, at = todos) => {
    const { status, headers } = await ask(`${at}/todos`, { headers: { authorization: `Bearer ${token}` } });
    return [status, headers.get(status === 503 ? "retry-after" : "www-authenticate")];
  };
  const [good, refused, unknown] = [
    [200, null],
    [401, "Bearer"],
    [503, "1"],
  ];

  test.skipIf(!there)("a token is good, and one that lacks a claim or has a wrong one is not", async () => {
    expect(await asked(await issuer.token())).toEqual(good);
    const changes: Record<string, unknown>[] = [
      { sub: undefined },
      { email: undefined },
      { name: undefined },
      { exp: undefined },
      { iss: undefined },
      { aud: undefined },
      { email: { $gt: "" } },
      { name: ["Ada"] },
      { iss: "http://evil.example" },
      { aud: "http://evil.example" },
      { exp: 1 },
      { exp: "soon" },
      { nbf: Math.floor(Date.now() / 1000) + 900 },
    ];
    for (const change of changes) {
      expect([change, await asked(await issuer.token(change))]).toEqual([change, refused]);
    }
  });

  test.skipIf(!there)("what is no token is refused, and is no error of the service", async () => {
    const encoded = (text: string) => Buffer.from(text).toString("base64url");
    const [, claims, signature] = (await issuer.token()).split(".");
    const deep = "[".repeat(5000);
    const tokens = [
      "abc",
      "a.b.c",
      "..",
      `${encoded(deep)}.${claims}.${signature}`,
      `${encoded('{"alg":"ES256","kid":"first"}')}.${encoded(deep)}.${signature}`,
      `${encoded('{"alg":"none","kid":"first"}')}.${claims}.`,
      `${encoded('{"alg":"HS256","kid":"first"}')}.${claims}.${signature}`,
      `${encoded('{"alg":"ES256"}')}.${claims}.${signature}`,
      `${encoded('{"alg":"ES256","kid":{"a":1}}')}.${claims}.${signature}`,
      `${encoded('{"alg":["ES256"],"kid":"first"}')}.${claims}.${signature}`,
      `${encoded('{"alg":"ES256","kid":"first","crit":["exp"]}')}.${claims}.${signature}`,
      "x".repeat(9000),
    ];
    for (const token of tokens) {
      expect([token.slice(0, 60), (await asked(token))[0]]).toEqual([token.slice(0, 60), 401]);
    }
    expect((await ask(`${todos}/todos`)).status).toBe(401);
    expect((await ask(`${todos}/health`)).status).toBe(200);
  });

  test.skipIf(!there)(
    "130 tokens of keys that nobody has are few questions to the backend, and lock nobody out",
    async () => {
      const before = issuer.fetches;
      const forged = await Promise.all(
        Array.from({ length: 130 }, (_, i) => issuer.token({}, `forged-${i}`)),
      );
      const statuses = await Promise.all(forged.map(async (token) => (await asked(token))[0]));
      expect(statuses.filter((status) => status !== 401 && status !== 503)).toEqual([]);
      expect(await asked(await issuer.token())).toEqual(good);
      expect(issuer.fetches - before).toBeLessThanOrEqual(2);
    },
  );

  test.skipIf(!there)(
    "a key that is new is found, and the last good ones stay when the backend is gone",
    async () => {
      const old = await issuer.token();
      await issuer.addKey("second");
      const token = await issuer.token();
      await expect.poll(() => asked(token), { timeout: 15_000, interval: 200 }).toEqual(good);
      issuer.down = true;
      await expect
        .poll(async () => asked(await issuer.token({}, "third")), { timeout: 15_000, interval: 200 })
        .toEqual(unknown);
      for (const known of [old, token]) expect(await asked(known)).toEqual(good);
      const before = issuer.fetches;
      for (let i = 0; i < 20; i++) expect((await asked(await issuer.token({}, `gone-${i}`)))[0]).toBe(503);
      expect(issuer.fetches - before).toBeLessThanOrEqual(1);
      issuer.down = false;
    },
  );

  test.skipIf(!there)("without any keys it says that it could not fetch them", async () => {
    const alone = await start("http://127.0.0.1:9");
    expect(await asked(await issuer.token(), alone)).toEqual(unknown);
    expect((await ask(`${alone}/health`)).status).toBe(200);
  });
});
