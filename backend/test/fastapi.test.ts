import { type ChildProcess, spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pythonWith } from "./python.ts";
import { ask, cleanUp, ended, freshClone, freshSecret, signUp, start } from "./support.ts";

const python = pythonWith(
  ["fastapi", "uvicorn", "dotenv", "jwt", "cryptography"],
  "python3-fastapi python3-uvicorn python3-dotenv python3-jwt python3-cryptography",
);

describe.skipIf(python === null)("the FastAPI service that trusts the backend's tokens", () => {
  const services: ChildProcess[] = [];
  const secret = freshSecret();
  let backend: string;
  let todos: string;

  beforeAll(async () => {
    const clone = freshClone();
    backend = await start(join(clone, "backend"), { BETTER_AUTH_SECRET: freshSecret() }).url;
    todos = await service(clone, backend);
  });
  afterAll(async () => {
    await Promise.all(services.map((child) => ended(child, "SIGTERM")));
    await cleanUp();
  });

  function service(clone: string, url: string): Promise<string> {
    const child = spawn(python as string, ["-m", "uvicorn", "src.main:app", "--port", "0"], {
      cwd: join(clone, "examples/fastapi"),
      env: {
        PATH: process.env["PATH"],
        PYTHONDONTWRITEBYTECODE: "1",
        BETTER_AUTH_SECRET: secret,
        BETTER_AUTH_URL: url,
      },
      stdio: ["ignore", "ignore", "pipe"],
    });
    services.push(child);
    return new Promise((resolve, reject) => {
      let output = "";
      child.stderr.on("data", (chunk) => {
        output += chunk;
        const said = /running on (http:\S+)/.exec(output);
        if (said) resolve(said[1] as string);
      });
      child.once("close", (code) => reject(new Error(`the service ended with ${code}:\n${output}`)));
    });
  }

  async function token(): Promise<{ authorization: string; sub: string }> {
    const user = await signUp(backend);
    const { body } = await ask(`${backend}/api/auth/token`, {
      headers: { authorization: `Bearer ${user.token}` },
    });
    const jwt = body["token"] as string;
    const { sub } = JSON.parse(Buffer.from(jwt.split(".")[1] as string, "base64url").toString());
    return { authorization: `Bearer ${jwt}`, sub };
  }

  test("it is healthy, and has its docs from the backend", async () => {
    expect((await ask(`${todos}/health`)).body).toMatchObject({ status: "pass", uptime: expect.any(Number) });
    const page = await (await fetch(`${todos}/docs`)).text();
    const files = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] as string);
    expect(files.length).toBeGreaterThan(2);
    for (const file of files) {
      expect(file.startsWith(`${backend}/docs/`)).toBe(true);
      expect((await fetch(file)).status).toBe(200);
    }
  });

  test("the todos of a user are that user's", async () => {
    const [ada, grace] = [await token(), await token()];
    const added = await ask(`${todos}/todos`, {
      body: { title: "sleep" },
      headers: { authorization: ada.authorization },
    });
    expect([added.status, added.body["title"]]).toEqual([201, "sleep"]);
    const list = async ({ authorization }: { authorization: string }) =>
      (await ask(`${todos}/todos`, { headers: { authorization } })).body;
    expect(await list(ada)).toMatchObject([{ title: "sleep" }]);
    expect(await list(grace)).toEqual([]);
  });

  test("a token that was tampered with, is of another kind, or is none, is refused", async () => {
    const { authorization } = await token();
    const [head, claims, signature] = authorization.slice("Bearer ".length).split(".") as [
      string,
      string,
      string,
    ];
    const other = Buffer.from(claims, "base64url")
      .toString()
      .replace(/"sub":"[^"]*"/, '"sub":"somebody-else"');
    const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const { kid } = JSON.parse(Buffer.from(head, "base64url").toString());
    const symmetric = `${encoded({ alg: "HS256", kid })}.${claims}`;
    const hmac = createHmac("sha256", secret).update(symmetric).digest("base64url");
    const forged = {
      tampered: `${head}.${Buffer.from(other).toString("base64url")}.${signature}`,
      "HS256 with a secret": `${symmetric}.${hmac}`,
      "no algorithm": `${encoded({ alg: "none", kid })}.${claims}.`,
      "a key that nobody has": `${encoded({ alg: "ES256", kid: "other" })}.${claims}.${signature}`,
      "not a token": "abc",
    };
    for (const [name, jwt] of Object.entries(forged)) {
      const answer = await ask(`${todos}/todos`, { headers: { authorization: `Bearer ${jwt}` } });
      expect([name, answer.status]).toEqual([name, 401]);
    }
    expect((await ask(`${todos}/todos`)).status).toBe(401);
  });

  test("a share link shows the todos, and no other does", async () => {
    const { authorization } = await token();
    await ask(`${todos}/todos`, { body: { title: "read" }, headers: { authorization } });
    const { body } = await ask(`${todos}/todos/share`, { headers: { authorization } });
    const path = body["path"] as string;
    expect((await ask(todos + path)).body).toMatchObject([{ title: "read" }]);
    expect((await ask(`${todos}${path.slice(0, -1)}x`)).status).toBe(404);
  });

  test("without the backend it says that the keys could not be fetched", async () => {
    const alone = await service(freshClone(), "http://127.0.0.1:9");
    const answer = await ask(`${alone}/todos`, { headers: { authorization: (await token()).authorization } });
    expect([answer.status, answer.body["detail"]]).toEqual([
      503,
      expect.stringContaining("http://127.0.0.1:9"),
    ]);
    expect((await ask(`${alone}/health`)).status).toBe(200);
  });
});
