import { afterEach, describe, expect, test } from "vitest";
import { cleanUp, freePort, project, ran } from "./run-surestart.ts";

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
