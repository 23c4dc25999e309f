import { spawnSync } from "node:child_process";
import { afterEach, describe, expect, test } from "vitest";
import { cleanUp, freePort, project, ran, surestart } from "./run-surestart.ts";

afterEach(cleanUp);

const node = process.execPath;
const python = spawnSync("python3", ["--version"]).status === 0;

const serve =
  'require("node:http").createServer((q, r) => r.end("up")).listen(process.env.PORT, "127.0.0.1");';
const pythonServe = `
import http.server, os, sys
print("MOTTO=" + os.environ["MOTTO"], flush=True)
http.server.HTTPServer(("127.0.0.1", int(os.environ["PORT"])), http.server.SimpleHTTPRequestHandler).serve_forever()
`;
const say = 'console.log("MOTTO=" + process.env.MOTTO);';

/** Stands for the package: it reads as dotenv does, which keeps a backslash that Node's own reader takes away. */
const nest = `exports.ConfigModule = { forRoot() {
  for (const line of require("node:fs").readFileSync(".env", "utf8").split("\\n")) {
    const [, name, value] = /^(\\w+)=(.*)$/.exec(line) ?? [];
    if (name) process.env[name] ??= value;
  }
} };`;

describe("surestart run: a program that loads its own .env gets the same values as by itself", () => {
  const rows: [string, string, Record<string, string>, string[], boolean][] = [
    [
      "ConfigModule.forRoot()",
      'MOTTO="stay\\"dry"\n',
      {
        "node_modules/@nestjs/config/index.js": nest,
        "app.js": `const { ConfigModule } = require("@nestjs/config");\nConfigModule.forRoot();\n${say}\n${serve}`,
      },
      [node, "app.js"],
      true,
    ],
    [
      "its own lines in JavaScript",
      "MOTTO='stay dry'\n",
      {
        "lines.js": `for (const line of require("node:fs").readFileSync(__dirname + "/.env", "utf8").split("\\n")) {
          const [key, ...rest] = line.split("=");
          if (rest.length > 0) process.env[key] ??= rest.join("=");
        }\n${say}\n${serve}`,
      },
      [node, "lines.js"],
      true,
    ],
    [
      "its own lines in Python (needs python3)",
      'MOTTO="stay dry"\n',
      {
        "lines.py": `import os
with open(".env") as file:
    for line in file:
        name, found, text = line.rstrip().partition("=")
        if found:
            os.environ.setdefault(name, text)
${pythonServe}`,
      },
      ["python3", "lines.py"],
      python,
    ],
  ];

  for (const [name, env, files, command, possible] of rows)
    test.skipIf(!possible)(name, async () => {
      const dir = project({ ".env": env, ...files });
      const said = /^MOTTO=.*$/m;
      const bare = surestart([], { dir, env: { PORT: String(await freePort()) }, command });
      await bare.says(/MOTTO=.*\n/);
      const { status, stdout, stderr } = await ran(["run", "--exit-when-healthy", "--", ...command], {
        dir,
        env: { PORT: String(await freePort()) },
      });
      expect(status).toBe(0);
      expect(said.exec(stdout)?.[0]).toBe(said.exec(bare.stdout())?.[0]);
      expect(stderr).not.toContain("nothing else loads it");
    });
});
