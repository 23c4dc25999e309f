import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { system } from "../../src/ports/system.ts";
import { surveyApart } from "../../src/run/survey-apart.ts";
import { survey } from "../../src/survey/index.ts";
import { cleanUp, freePort, project, ran } from "../cli/run-surestart.ts";

afterEach(cleanUp);

const files = {
  ".env": "HARBOUR=north\nBLANK=\n",
  "config.js":
    'module.exports = { harbour: process.env.HARBOUR, depth: Number(process.env.DEPTH ?? "4") };\n',
  "server.js":
    'require("dotenv").config();\nconst { harbour } = require("./config.js");\nconsole.log(harbour);\n',
};

describe("reading a project beside a start", () => {
  test("the facts are those that are read here", async () => {
    const dir = project(files);
    const options = {
      dir,
      argv: ["node", "server.js"],
      environment: { PATH: process.env["PATH"] },
      sockets: false,
    };
    expect(await surveyApart(options)).toEqual(await survey(options));
  });

  test("when nobody waits any more it ends, and says nothing", async () => {
    const dir = project(files);
    const over = new AbortController();
    const facts = surveyApart({ dir, argv: null, environment: {}, signal: over.signal });
    over.abort();
    expect(await facts).toBeNull();
  });

  test.skipIf(process.platform === "win32")(
    "an interpreter that it was asking ends with it (needs POSIX)",
    async () => {
      const dir = project({ "main.py": "print(1)\n" });
      const interpreter = join(dir, "python3");
      writeFileSync(interpreter, `#!/bin/sh\necho $$ > "${dir}/pid"\nexec sleep 60\n`, { mode: 0o755 });
      const over = new AbortController();
      const environment = { PATH: `${dir}:${process.env["PATH"]}` };
      const facts = surveyApart({ dir, argv: ["python3", "main.py"], environment, signal: over.signal });
      const pid = await new Promise<number>((resolve) => {
        const look = (): void => {
          const text = existsSync(join(dir, "pid")) ? readFileSync(join(dir, "pid"), "utf8").trim() : "";
          if (text === "") setTimeout(look, 20);
          else resolve(Number(text));
        };
        look();
      });
      over.abort();
      expect(await facts).toBeNull();
      const { processes } = await system();
      expect((await processes()).filter((one) => one.pid === pid && !one.zombie)).toEqual([]);
    },
  );

  // The program itself looks for whoever reads beside it, and does not listen before it has seen that.
  test.skipIf(!existsSync("/proc/self/stat"))("it gives way to the program (needs /proc)", async () => {
    const dir = project({
      "server.js": `const fs = require("node:fs");
const look = () => {
  for (const pid of fs.readdirSync("/proc").filter((name) => /^\\d+$/.test(name))) {
    try {
      if (!fs.readFileSync("/proc/" + pid + "/cmdline", "utf8").includes("survey-child")) continue;
      const stat = fs.readFileSync("/proc/" + pid + "/stat", "utf8").split(") ")[1].split(" ");
      if (stat[1] === String(process.ppid) && Number(stat[16]) > os) return serve(Number(stat[16]) - os);
    } catch {}
  }
  setTimeout(look, 5);
};
const os = require("node:os").getPriority();
const serve = (nice) => {
  console.log("behind by " + nice);
  require("node:http").createServer((q, r) => r.end("up")).listen(process.env.PORT, "127.0.0.1");
};
look();\n`,
    });
    const { status, stdout } = await ran(
      ["run", "--exit-when-healthy", "--", process.execPath, "server.js"],
      {
        dir,
        env: { PORT: String(await freePort()), XDG_STATE_HOME: join(dir, "state") },
      },
    );
    expect(status).toBe(0);
    expect(stdout).toMatch(/behind by \d+/);
  });
});
