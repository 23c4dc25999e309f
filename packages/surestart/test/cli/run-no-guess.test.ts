import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { Report } from "../../src/report/report.ts";
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
    expect(stderr).toContain("because / redirects to /enter?back=%2F, which answers 200");
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
      `surestart run --health /new/alive -- ${node} moved.js`,
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

describe("surestart run: a program that was healthy and ends with an error", () => {
  const late = `${server()}setTimeout(() => { new URL(process.env.PARCEL_ENDPOINT); }, 700);`;

  test("the finding on the screen, as when it fails before it is healthy", async () => {
    const dir = project({ "parcels.js": late });
    const { status, stderr } = await ran(["run", "--", node, "parcels.js"], {
      dir,
      env: { PORT: String(await freePort()) },
    });
    expect(status).toBe(1);
    expect(stderr).toContain("Healthy in");
    expect(stderr).toMatch(/the program ended with status 1 .* after it was healthy/);
    expect(stderr).toContain("PARCEL_ENDPOINT is not set");
    expect(stderr).toMatch(/parcels\.js:\d+/);
  });

  test.each(["json", "report"])("the finding in the report (%s)", async (kind) => {
    const dir = project({ "parcels.js": late });
    const file = join(dir, "report.json");
    const args = kind === "json" ? json : ["run", "--report", file];
    const { status, stdout } = await ran([...args, "--", node, "parcels.js"], {
      dir,
      env: { PORT: String(await freePort()) },
    });
    const report = JSON.parse(kind === "json" ? stdout : readFileSync(file, "utf8")) as Report;
    expect(status).toBe(1);
    expect(report).toMatchObject({ outcome: "failed", exit: { code: 1, signal: null } });
    expect(report.timeline.map(({ step }) => step)).toContain("healthy");
    expect(report.findings[0]).toMatchObject({ code: "env/missing-variable", at: { file: "parcels.js" } });
  });

  test("one that ends well after it was healthy has not failed", async () => {
    const dir = project({ "server.js": `${server()}setTimeout(() => process.exit(0), 700);` });
    const { status, report } = await ran([...json, "--", node, "server.js"], {
      dir,
      env: { PORT: String(await freePort()) },
    });
    expect([status, report?.outcome, report?.findings]).toEqual([0, "healthy", []]);
  });

  test("a backend that crashes while --then runs", async () => {
    const dir = project({ "parcels.js": late, "wait.js": "setTimeout(() => process.exit(3), 2500);" });
    const { status, report } = await ran([...json, "--then", `${node} wait.js`, "--", node, "parcels.js"], {
      dir,
      env: { PORT: String(await freePort()) },
    });
    expect([status, report?.findings[0]?.code]).toEqual([3, "env/missing-variable"]);
  });
});

describe("surestart run: Healthy is said the moment the program is healthy", () => {
  test("reading the sources delays neither the screen nor the end", async () => {
    const dir = project({ "server.js": `${server()}if (false) require("./src/m0.js");` });
    // A tree of modules that takes seconds to read.
    for (let i = 0; i < 1200; i++) {
      const imports = [2 * i + 1, 2 * i + 2].filter((k) => k < 1200).map((k) => `require("./m${k}.js");`);
      const body = Array.from({ length: 30 }, (_, n) => `exports.f${n} = (a) => a || process.env.V${n};`);
      mkdirSync(join(dir, "src"), { recursive: true });
      writeFileSync(join(dir, `src/m${i}.js`), [...imports, ...body].join("\n"));
    }
    const order: string[] = [];
    const run = surestart(["run", "--then", `${node} -e "console.log('then')"`, "--", node, "server.js"], {
      dir,
      env: { PORT: String(await freePort()) },
    });
    const shown = run.says("Healthy in").then(() => order.push("healthy"));
    const ranThen = run.says("then\n").then(() => order.push("then"));
    await Promise.all([shown, ranThen]);
    expect(await run.end).toBe(0);
    expect(order).toEqual(["healthy", "then"]);
    // What the sources tell was never waited for.
    expect(run.stderr()).not.toContain("Also");
  });
});

describe.skipIf(process.platform === "win32")(
  "surestart run: several programs started by one command (POSIX)",
  () => {
    // It speaks as concurrently does, whose words are what counts.
    const runner = `#!${node}
const { spawn } = require("node:child_process");
for (const file of process.argv.slice(2)) {
  const child = spawn(process.execPath, [file], { stdio: ["ignore", "pipe", "pipe"] });
  const name = file.replace(".js", "");
  for (const from of [child.stdout, child.stderr])
    require("node:readline").createInterface({ input: from }).on("line", (line) => console.log("[" + name + "] " + line));
  child.on("close", (code, signal) => console.log("[" + name + "] node " + file + " exited with code " + (code ?? signal)));
}`;
    const files = {
      "node_modules/.bin/concurrently": runner,
      "pages.js": `require("node:http").createServer((q, r) => r.end("page")).listen(process.env.PAGES_AT, "127.0.0.1", () => console.log("pages up"));`,
      "seats.js": `${server()}`,
      "broken.js": `setTimeout(() => { throw new Error("no tickets left"); }, 300);`,
    };
    const start = async (...parts: string[]): ReturnType<typeof ran> => {
      const dir = project(files);
      chmodSync(join(dir, "node_modules/.bin/concurrently"), 0o755);
      return ran([...json, "--exit-when-healthy", "--", "node_modules/.bin/concurrently", ...parts], {
        dir,
        env: { PORT: String(await freePort()), PAGES_AT: String(await freePort()) },
      });
    };

    test("one ends with an error: it has failed, whatever the others answer", async () => {
      const { status, report } = await start("broken.js", "pages.js");
      expect([status, report?.outcome, report?.exit]).toEqual([1, "failed", { code: 1, signal: null }]);
      expect(report?.findings[0]).toMatchObject({ code: "app/crashed", at: { file: "broken.js", line: 1 } });
      expect(report?.findings[0]?.title).toContain("no tickets left");
    });

    test("none does: the one on the port is the one that counts", async () => {
      const { status, report } = await start("seats.js", "pages.js");
      expect([status, report?.outcome]).toEqual([0, "healthy"]);
    });
  },
);

describe("surestart run: a status above 128", () => {
  test.each([137, 143])(
    "%i that the program chose itself: its own last words, and no signal",
    async (chosen) => {
      const dir = project({ "s.js": `console.error("the tide table is missing"); process.exit(${chosen});` });
      const { status, report } = await ran([...json, "--", node, "s.js"], { dir });
      expect([status, report?.findings[0]?.code]).toEqual([chosen, "app/crashed"]);
      expect(report?.findings[0]?.title).toContain("the tide table is missing");
    },
  );
});
