import { type ChildProcess, fork } from "node:child_process";
import { Agent, get } from "node:http";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";

const program = fileURLToPath(new URL("../fixtures/serve/program.ts", import.meta.url));
const running = new Set<ChildProcess>();
afterEach(async () => {
  for (const child of running) {
    const gone = new Promise((resolve) => child.once("exit", resolve));
    if (child.kill("SIGKILL")) await gone;
  }
  running.clear();
});

interface Message {
  url?: string;
  held?: boolean;
  drain?: boolean;
  hook?: string;
  said?: string;
}

function started(env: Record<string, string> = {}) {
  const child = fork(program, { env: { PATH: process.env["PATH"], PORT: "0", ...env }, stdio: "inherit" });
  running.add(child);
  const messages: Message[] = [];
  const waiting = new Set<() => void>();
  child.on("message", (message) => {
    messages.push(message as Message);
    for (const look of waiting) look();
  });
  const exit = new Promise<number | string | null>((resolve) => {
    child.once("exit", (code, signal) => {
      running.delete(child);
      resolve(code ?? signal);
    });
  });
  const message = <K extends keyof Message>(key: K): Promise<NonNullable<Message[K]>> =>
    new Promise((resolve) => {
      const look = (): void => {
        const found = messages.find((candidate) => key in candidate);
        if (found) resolve(found[key] as NonNullable<Message[K]>);
      };
      waiting.add(look);
      look();
    });
  const hooks = (): (string | undefined)[] => messages.filter(({ hook }) => hook).map(({ hook }) => hook);
  return { child, exit, message, hooks, messages };
}

const ask = (
  url: string,
  agent?: Agent,
): Promise<{ status: number; body: string; connection: string | undefined }> =>
  new Promise((resolve, reject) => {
    get(url, { agent }, async (response) => {
      let body = "";
      for await (const chunk of response) body += chunk;
      resolve({ status: response.statusCode as number, body, connection: response.headers.connection });
    }).on("error", reject);
  });

describe.skipIf(process.platform === "win32")("the end (needs POSIX signals)", () => {
  test.each(["SIGTERM", "SIGINT"] as const)(
    "at %s: a request in flight is answered, then the hooks run",
    async (signal) => {
      const { child, exit, message, hooks } = started();
      const url = await message("url");
      const agent = new Agent({ keepAlive: true });
      expect((await ask(url, agent)).body).toBe("at once");
      const held = ask(`${url}/held`, agent);
      await message("held");
      child.kill(signal);
      await expect.poll(() => ask(`${url}/`).catch(() => "refused")).toBe("refused");
      await message("drain");
      expect(hooks()).toEqual([]);
      child.send("answer");
      expect(await held).toEqual({ status: 200, body: "held", connection: "close" });
      expect(await exit).toBe(0);
      expect(hooks()).toEqual(["first", "third"]);
      agent.destroy();
    },
  );

  test("a connection that is idle holds nothing up", async () => {
    const { child, exit, message } = started();
    const agent = new Agent({ keepAlive: true });
    await ask(await message("url"), agent);
    child.kill("SIGTERM");
    expect(await exit).toBe(0);
    agent.destroy();
  });

  test("the deadline cuts off what is not answered, and says so", async () => {
    const { child, exit, message } = started({ DEADLINE: "50" });
    const held = ask(`${await message("url")}/held`);
    held.catch(() => {});
    await message("held");
    child.kill("SIGTERM");
    await expect(held).rejects.toThrow();
    expect(await exit).toBe(1);
    expect(await message("said")).toContain("cut off");
  });

  test.each([
    ["hangs", "second: took longer than 100 ms"],
    ["throws", "second: no"],
  ])("a hook that %s keeps no other from running", async (HOOK, line) => {
    const { child, exit, message, hooks } = started({ HOOK });
    await message("url");
    child.kill("SIGTERM");
    expect(await message("said")).toBe(line);
    expect(await exit).toBe(1);
    expect(hooks()).toEqual(["first", "third"]);
  });

  test("another signal forces, the same one at once does not", async () => {
    const { child, exit, message } = started();
    const url = await message("url");
    const held = ask(`${url}/held`);
    held.catch(() => {});
    await message("held");
    child.kill("SIGINT");
    child.kill("SIGINT");
    await expect.poll(() => ask(`${url}/`).catch(() => "refused")).toBe("refused");
    child.kill("SIGTERM");
    expect(await exit).toBe(143);
    await expect(held).rejects.toThrow();
  });

  test("while it drains it answers, and each answer closes its connection", async () => {
    const { child, exit, message } = started({ DRAIN_DELAY: "60000" });
    const url = await message("url");
    const agent = new Agent({ keepAlive: true });
    expect((await ask(url, agent)).connection).toBe("keep-alive");
    const held = ask(`${url}/held`, agent);
    await message("held");
    child.kill("SIGTERM");
    await message("drain");
    expect(await ask(url, agent)).toMatchObject({ body: "at once", connection: "close" });
    expect((await ask(`${url}/health/ready`)).status).toBe(503);
    expect((await ask(`${url}/health/live`)).status).toBe(200);
    child.send("answer");
    expect(await held).toMatchObject({ body: "held", connection: "close" });
    child.kill("SIGINT");
    expect(await exit).toBe(130);
    agent.destroy();
  });

  test.each([
    ["the deadline", { DEADLINE: "50" }, null],
    ["another signal", {}, "SIGINT" as const],
  ])("%s holds although libuv has half a minute's work", async (_name, env, second) => {
    const { child, exit, message } = started(env);
    const hashes = ask(`${await message("url")}/hashes`);
    hashes.catch(() => {});
    await message("held");
    const since = performance.now();
    child.kill("SIGTERM");
    await message("drain");
    if (second !== null) child.kill(second);
    expect(await exit).toBe("SIGKILL");
    expect(performance.now() - since).toBeLessThan(8000);
    await expect(hashes).rejects.toThrow();
  });

  test("a rejection that nobody handles ends it with its cause, when what is in flight was answered", async () => {
    const { child, exit, message, hooks } = started();
    const url = await message("url");
    const held = ask(`${url}/held`);
    await message("held");
    await ask(`${url}/rejects`);
    expect(await message("said")).toMatch(/Unhandled promise rejection.*Error: nobody expected it\n +at /s);
    await message("drain");
    child.send("answer");
    expect((await held).body).toBe("held");
    expect(await exit).toBe(1);
    expect(hooks()).toEqual(["first", "third"]);
  });
});
