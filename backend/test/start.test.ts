import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { pythonWith } from "./python.ts";
import { ask, cleanUp, freshClone, type Run, signUp, startNpm, startScript } from "./support.ts";

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
    const run = startScript(clone, "start.cjs", {}, ["--port", port]);
    const url = await run.url;
    await expectAnswer(url);
    const env = readFileSync(join(clone, "backend/.env"), "utf8");
    const secret = /^BETTER_AUTH_SECRET=(.{32,})$/m.exec(env)?.[1] as string;
    expect(statSync(join(clone, "backend/.env")).mode & 0o777).toBe(0o600);
    for (const line of [
      "backend/.env from .env.example",
      url,
      `${url}/health`,
      "Variables",
      "Port",
      "Took",
    ]) {
      expect(run.output()).toContain(line);
    }
    await run.says(`${url}/docs`);

    const second = startScript(clone, "start.cjs", {}, ["--port", port]);
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
      return startScript(clone, "start.cjs", {}, ["--port", port, "--timeout", "120"]);
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
    const run = startScript(clone, "start.cjs", { NODE_ENV: "production" }, ["--port", await freePort()]);
    expect(await run.exit).toBe(1);
    expect(run.output()).toContain("BETTER_AUTH_SECRET is not set");
    expect(existsSync(join(clone, "backend/.env"))).toBe(false);
  });
});

describe("npm run examples", () => {
  const modules = ["fastapi", "uvicorn", "dotenv", "jwt", "cryptography"];
  const packages = "python3-fastapi python3-uvicorn python3-dotenv python3-jwt python3-cryptography";
  // Without it the examples leave FastAPI out, and the rest is as it was.
  const python = pythonWith(modules, packages);
  const express = existsSync(new URL("../../node_modules/express", import.meta.url));
  if (!express) console.warn("Not tried: the Express example is not installed (npm ci).");
  const ready = /the backend is at (http:[^ ,]+), (?:fastapi at (http:[^ ,]+), )?express at (http:[^ ,;]+);/;

  async function readyUrls(run: Run): Promise<string[]> {
    await expect.poll(() => ready.test(run.output()), { timeout: 90_000 }).toBe(true);
    return (ready.exec(run.output()) as string[]).slice(1).filter(Boolean);
  }

  test.skipIf(!express)(
    "each on a port of its own, the services trust the backend's tokens, and Ctrl-C ends them all",
    async () => {
      const run = startScript(freshClone(), "examples.ts", { PORT: await freePort() });
      const [backend, ...services] = (await readyUrls(run)) as [string, ...string[]];
      expect(new Set([backend, ...services]).size).toBe(python === null ? 2 : 3);
      const { token } = await signUp(backend);
      const { body } = await ask(`${backend}/api/auth/token`, {
        headers: { authorization: `Bearer ${token}` },
      });
      const headers = { authorization: `Bearer ${body["token"]}` };
      for (const service of services) {
        expect((await ask(`${service}/todos`, { body: { title: "sleep" }, headers })).status).toBe(201);
      }
      await expectEnd(run, backend);
      for (const service of services) await expect(fetch(service)).rejects.toThrow();
    },
    120_000,
  );

  test.skipIf(!express || process.platform === "win32").each([
    ["npm is asked to end", "npm", "SIGTERM"],
    ["npm is killed", "npm", "SIGKILL"],
    ["the script is killed", "script", "SIGKILL"],
  ] as const)(
    "nothing is left when %s",
    async (_name, what, signal) => {
      const clone = freshClone();
      const env = { PORT: await freePort() };
      const run = what === "npm" ? startNpm(clone, "examples", env) : startScript(clone, "examples.ts", env);
      const urls = await readyUrls(run);
      run.child.kill(signal);
      for (const url of urls) {
        await expect
          .poll(
            () =>
              fetch(url).then(
                () => "answers",
                () => "is gone",
              ),
            { timeout: 20_000 },
          )
          .toBe("is gone");
      }
    },
    150_000,
  );
});
