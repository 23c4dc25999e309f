import { chmodSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { cleanUp, freePort, project, ran, server, surestart } from "./run-surestart.ts";

afterEach(cleanUp);

const node = process.execPath;
const json = ["run", "--format", "json"];

describe("surestart run: a program that serves is not stopped because of a redirect", () => {
  const answering = (body: string): string =>
    `require("node:http").createServer((request, response) => { ${body} }).listen(process.env.PORT, "127.0.0.1");`;

  test("every path leads to a page of its own: it counts as healthy, and says why", async () => {
    const gate = `if (request.url.startsWith("/enter")) return response.end("who are you?");
      response.writeHead(302, { location: "/enter?back=" + encodeURIComponent(request.url) }).end();`;
    const dir = project({ "gate.js": answering(gate) });
    const { status, stderr } = await ran(["run", "--exit-when-healthy", "--", node, "gate.js"], {
      dir,
      env: { PORT: String(await freePort()) },
    });
    expect(status).toBe(0);
    expect(stderr).toContain("because / leads to /enter?back=%2F, which answers 200");
  });

  test("a router that adds the slash", async () => {
    const slash = `if (request.url === "/healthz/") return response.end("fine");
      if (request.url === "/healthz") return response.writeHead(308, { location: "/healthz/" }).end();
      response.writeHead(404).end();`;
    const dir = project({ "slash.js": answering(slash) });
    const { report } = await ran([...json, "--exit-when-healthy", "--", node, "slash.js"], {
      dir,
      env: { PORT: String(await freePort()) },
    });
    expect([report?.outcome, report?.findings]).toEqual(["healthy", []]);
  });

  test("a path that was asked for has to answer by itself, and the one it leads to is named", async () => {
    const dir = project({
      "moved.js": answering('response.writeHead(301, { location: "/new/alive" }).end();'),
    });
    const { status, report } = await ran([...json, "--health", "/alive", "--", node, "moved.js"], {
      dir,
      env: { PORT: String(await freePort()) },
    });
    const [first] = report?.findings ?? [];
    expect([status, first?.code, first?.fixes[0]?.command]).toEqual([
      69,
      "health/refused",
      "surestart run --health /new/alive",
    ]);
  });
});

describe.skipIf(process.platform === "win32")("surestart run: a start that cannot happen (POSIX)", () => {
  const absent = "#!/nowhere/bin/python3\n";
  test.each<[string, string[], number, string | null, Record<string, string>]>([
    ["the command does not exist", ["no-such-server", "main:app"], 127, "runtime/command-not-found", {}],
    ["its file does not exist", [node, "src/none.js"], 1, null, {}],
    ["its interpreter does not exist", ["./serve"], 127, "runtime/command-not-found", { serve: absent }],
    ["it may not be executed", ["./text"], 126, null, { text: "hello" }],
    [
      "what its script starts does not exist",
      ["sh", "-c", "exec no-such-server"],
      127,
      "runtime/command-not-found",
      {},
    ],
  ])("%s: nobody is stopped for it, and nobody is asked", async (_name, argv, wanted, code, files) => {
    const port = await freePort();
    const holder = surestart([], {
      dir: project({ "other.js": server() }),
      env: { PORT: String(port) },
      command: [node, "other.js"],
    });
    await holder.says("listening");
    const dir = project(files);
    if (files["serve"]) chmodSync(join(dir, "serve"), 0o755);
    const { status, report, stderr } = await ran(
      [...json, "--port", String(port), "--on-conflict", "replace", "--yes", "--", ...argv],
      { dir },
    );
    expect(stderr).not.toContain("ended");
    expect(holder.child.exitCode).toBeNull();
    expect(await (await fetch(`http://127.0.0.1:${port}/health`)).text()).toBe("hello");
    expect([status, report?.outcome]).toEqual([wanted, "failed"]);
    if (code !== null) expect(report?.findings[0]?.code).toBe(code);
    expect(report?.timeline.map(({ step }) => step)).not.toContain("healthy");
  });

  test("the program in a script's first line is named, with the script", async () => {
    const dir = project({ serve: absent });
    chmodSync(join(dir, "serve"), 0o755);
    const { status, stderr } = await ran(["run", "--", "./serve"], { dir });
    expect(status).toBe(127);
    expect(stderr).toContain("serve is run by /nowhere/bin/python3, which does not exist");
    expect(stderr).toContain("serve:1");
  });
});
