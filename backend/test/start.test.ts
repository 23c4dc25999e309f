import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { pythonWith } from "./python.ts";
import { ask, cleanUp, freshClone, type Run, signUp, startScript } from "./support.ts";

afterEach(cleanUp);

/** A port that was free a moment ago; the ones behind it are taken when it is not any more. */
async function freePort(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return String(port);
}

async function expectAnswer(url: string): Promise<void> {
  expect((await ask(`${url}/health`)).body).toMatchObject({ status: "pass" });
  expect((await fetch(`${url}/docs`)).status).toBe(200);
}

async function expectEnd({ child, exit }: Run, url: string): Promise<void> {
  child.kill("SIGINT");
  expect(await exit).toBe(0);
  await expect(fetch(url)).rejects.toThrow();
}

describe("npm start", () => {
  test("in a fresh clone: a .env with a fresh secret, healthy, one screen; a second one beside it", async () => {
    const clone = freshClone();
    const port = await freePort();
    const run = startScript(clone, "start.ts", {}, ["--port", port]);
    const url = await run.url;
    await expectAnswer(url);
    const env = readFileSync(join(clone, "backend/.env"), "utf8");
    const secret = /^BETTER_AUTH_SECRET=(.{32,})$/m.exec(env)?.[1] as string;
    expect(statSync(join(clone, "backend/.env")).mode & 0o777).toBe(0o600);
    for (const line of [
      "backend/.env from .env.example",
      url,
      `${url}/docs`,
      `${url}/health`,
      "Variables",
      "Port",
      "Took",
    ]) {
      expect(run.output()).toContain(line);
    }

    const second = startScript(clone, "start.ts", {}, ["--port", port]);
    const beside = await second.url;
    expect(beside).not.toBe(url);
    await expectAnswer(beside);
    expect(readFileSync(join(clone, "backend/.env"), "utf8")).toBe(env);
    const { token } = await signUp(url);
    expect((await ask(`${beside}/api/me`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(
      200,
    );
    for (const { output } of [run, second]) expect(output()).not.toContain(secret);
    await expectEnd(run, url);
    await expectEnd(second, beside);
  });

  test("twenty at once in a fresh clone: one .env, one database, twenty ports", async () => {
    const clone = freshClone();
    const port = await freePort();
    const runs = Array.from({ length: 20 }, () => {
      return startScript(clone, "start.ts", {}, ["--port", port, "--timeout", "120"]);
    });
    const urls = await Promise.all(runs.map((run) => run.url));
    expect(new Set(urls).size).toBe(20);
    expect(runs.filter((run) => run.output().includes("backend/.env from .env.example"))).toHaveLength(1);
    const { token } = await signUp(urls[0] as string);
    const headers = { authorization: `Bearer ${token}` };
    for (const url of urls) expect((await ask(`${url}/api/me`, { headers })).status).toBe(200);
  }, 240_000);

  test("in production nothing is made, and a start without a secret says what is missing", async () => {
    const clone = freshClone();
    const run = startScript(clone, "start.ts", { NODE_ENV: "production" }, ["--port", await freePort()]);
    expect(await run.exit).toBe(1);
    expect(run.output()).toContain("BETTER_AUTH_SECRET is not set");
    expect(existsSync(join(clone, "backend/.env"))).toBe(false);
  });
});

const modules = ["fastapi", "uvicorn", "dotenv", "jwt", "cryptography"];
const packages = "python3-fastapi python3-uvicorn python3-dotenv python3-jwt python3-cryptography";

test.skipIf(pythonWith(modules, packages) === null)(
  "npm run examples: both on ports of their own, the one trusts the other's tokens, and both end",
  async () => {
    const clone = freshClone();
    const run = startScript(clone, "examples.ts", { PORT: await freePort() });
    const backend = await run.url;
    const both = /URL +(http:\S+).*Took.*URL +(http:\S+).*Took/s;
    await expect.poll(() => both.test(run.output()), { timeout: 25_000 }).toBe(true);
    const todos = both.exec(run.output())?.[2] as string;
    expect(todos).not.toBe(backend);
    const { token } = await signUp(backend);
    const { body } = await ask(`${backend}/api/auth/token`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const headers = { authorization: `Bearer ${body["token"]}` };
    expect((await ask(`${todos}/todos`, { body: { title: "sleep" }, headers })).status).toBe(201);
    await expectEnd(run, backend);
    await expect(fetch(todos)).rejects.toThrow();
  },
  60_000,
);
