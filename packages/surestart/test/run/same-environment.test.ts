import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { whoHolds } from "../../src/ports/holders.ts";
import { cleanUp, freePort, project, surestart } from "../cli/run-surestart.ts";
import { needs } from "../needs.ts";

const bare = new Set<ChildProcess>();
afterEach(async () => {
  for (const child of bare) {
    if (child.exitCode === null && child.signalCode === null) {
      const end = new Promise((resolve) => child.once("exit", resolve));
      process.kill(-(child.pid as number), "SIGKILL");
      await end;
    }
  }
  bare.clear();
  await cleanUp();
});

const node = process.execPath;
const python = "/usr/bin/python3";

const serve =
  'require("node:http").createServer((q, r) => r.end("up")).listen(process.env.PORT, "127.0.0.1");\n';
const servePy =
  'import os, http.server\nhttp.server.HTTPServer(("127.0.0.1", int(os.environ["PORT"])), http.server.SimpleHTTPRequestHandler).serve_forever()\n';
const wsgi =
  'def app(environ, start):\n    start("200 OK", [("Content-Type", "text/plain")])\n    return [b"up"]\n';
const flask =
  'import os\nfrom flask import Flask\napp = Flask(__name__)\n\n@app.get("/health")\ndef health():\n    return "up"\n';
const asgi =
  'async def app(scope, receive, send):\n    if scope["type"] != "http":\n        return\n    await send({"type": "http.response.start", "status": 200, "headers": []})\n    await send({"type": "http.response.body", "body": b"up"})\n';
/** Stands for the package: it fills the environment, as that does. */
const dotenv = {
  "node_modules/dotenv/index.js":
    'exports.config = () => { for (const line of require("node:fs").readFileSync(".env", "utf8").split("\\n")) { const [k, v] = line.split("="); if (v) process.env[k] ??= v; } };\n',
  "node_modules/dotenv/config.js": 'require("./index.js").config();\n',
};
const env = { ".env": "HARBOUR=north\nDEPTH=7\n" };

interface Kind {
  files: Record<string, string>;
  command: string[];
  /** Commands and Python modules without which it is skipped. */
  needs?: string[];
  modules?: string[];
  /** Run before it: a compiler. */
  build?: string[];
}

const kinds: Record<string, Kind> = {
  "Node, CommonJS": { files: { "s.js": serve }, command: [node, "s.js"] },
  "Node, an ES module": {
    files: {
      "s.mjs":
        'import http from "node:http";\nhttp.createServer((q, r) => r.end("up")).listen(process.env.PORT, "127.0.0.1");\n',
    },
    command: [node, "s.mjs"],
  },
  "Node, TypeScript": {
    files: { "s.ts": `const port: string = "PORT";\n${serve}` },
    command: [node, "s.ts"],
  },
  "dotenv.config()": {
    files: { ...env, ...dotenv, "s.js": `require("dotenv").config();\n${serve}` },
    command: [node, "s.js"],
  },
  "dotenv/config": {
    files: { ...env, ...dotenv, "s.js": `require("dotenv/config");\n${serve}` },
    command: [node, "s.js"],
  },
  "node -r dotenv/config": {
    files: { ...env, ...dotenv, "s.js": serve },
    command: [node, "-r", "dotenv/config", "s.js"],
  },
  "process.loadEnvFile()": {
    files: { ...env, "s.js": `process.loadEnvFile();\n${serve}` },
    command: [node, "s.js"],
  },
  "a load that comes late and hurts nobody": {
    files: { ...env, "s.js": `const depth = process.env.DEPTH ?? "4";\nprocess.loadEnvFile();\n${serve}` },
    command: [node, "s.js"],
  },
  "its own lines": {
    files: {
      ...env,
      "s.js": `for (const line of require("node:fs").readFileSync(".env", "utf8").split("\\n")) { const [k, v] = line.split("="); if (v) process.env[k] ??= v; }\n${serve}`,
    },
    command: [node, "s.js"],
  },
  "node --env-file": { files: { ...env, "s.js": serve }, command: [node, "--env-file=.env", "s.js"] },
  "node --watch": { files: { "s.js": serve }, command: [node, "--watch", "s.js"] },
  "a cluster": {
    files: { "s.js": `const c = require("node:cluster");\nif (c.isPrimary) c.fork();\nelse {\n${serve}}\n` },
    command: [node, "s.js"],
  },
  "npm start": {
    files: { "s.js": serve, "package.json": `{"scripts":{"start":"${node} s.js"}}` },
    command: ["npm", "start"],
    needs: ["npm"],
  },
  "npm start that loads": {
    files: {
      ...env,
      ...dotenv,
      "s.js": `require("dotenv").config();\n${serve}`,
      "package.json": `{"scripts":{"start":"${node} s.js"}}`,
    },
    command: ["npm", "start"],
    needs: ["npm"],
  },
  "sh -c": { files: { "s.js": serve }, command: ["sh", "-c", `exec ${node} s.js`] },
  "a script that sources the .env": {
    files: { ...env, "s.js": serve, "start.sh": `set -a\n. ./.env\nset +a\nexec ${node} s.js\n` },
    command: ["sh", "start.sh"],
  },
  "env NAME=value": { files: { "s.js": serve }, command: ["env", "HARBOUR=south", node, "s.js"] },
  make: {
    files: { "s.js": serve, Makefile: `run:\n\t${node} s.js\n` },
    command: ["make", "run"],
    needs: ["make"],
  },
  "python3 file": { files: { "s.py": servePy }, command: [python, "s.py"], needs: ["python3"] },
  "python3 -m": {
    files: { "shop/__init__.py": "", "shop/__main__.py": servePy },
    command: [python, "-m", "shop"],
    needs: ["python3"],
  },
  "load_dotenv()": {
    files: { ...env, "s.py": `from dotenv import load_dotenv\nload_dotenv()\n${servePy}` },
    command: [python, "s.py"],
    modules: ["dotenv"],
  },
  "dotenv_values()": {
    files: { ...env, "s.py": `from dotenv import dotenv_values\nvalues = dotenv_values(".env")\n${servePy}` },
    command: [python, "s.py"],
    modules: ["dotenv"],
  },
  uvicorn: {
    files: { "main.py": asgi },
    command: [python, "-m", "uvicorn", "main:app", "--port", "PORT"],
    modules: ["uvicorn"],
  },
  "uvicorn --reload": {
    files: { "main.py": asgi },
    command: [python, "-m", "uvicorn", "main:app", "--reload", "--port", "PORT"],
    modules: ["uvicorn"],
  },
  gunicorn: {
    files: { "main.py": wsgi },
    command: [python, "-m", "gunicorn", "-w", "2", "-b", "127.0.0.1:PORT", "main:app"],
    modules: ["gunicorn"],
  },
  "flask run": {
    files: { ...env, "app.py": flask },
    command: [python, "-m", "flask", "run", "--port", "PORT"],
    modules: ["flask"],
  },
  "flask's app.run": {
    files: { "app.py": `${flask}app.run(port=int(os.environ["PORT"]))\n` },
    command: [python, "app.py"],
    modules: ["flask"],
  },
  "Django's runserver": {
    files: {
      "manage.py":
        'import os, sys\nfrom django.core.management import execute_from_command_line\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "conf")\nexecute_from_command_line(sys.argv)\n',
      "conf.py": 'SECRET_KEY = "x"\nDEBUG = True\nROOT_URLCONF = "urls"\nINSTALLED_APPS = []\n',
      "urls.py":
        'from django.http import HttpResponse\nfrom django.urls import path\nurlpatterns = [path("health", lambda request: HttpResponse("up"))]\n',
    },
    command: [python, "manage.py", "runserver", "--noreload", "127.0.0.1:PORT"],
    modules: ["django"],
  },
  Go: {
    files: {
      "go.mod": "module shop\n\ngo 1.19\n",
      "main.go":
        'package main\n\nimport (\n\t"log"\n\t"net/http"\n\t"os"\n)\n\nfunc main() {\n\thttp.HandleFunc("/health", func(w http.ResponseWriter, r *http.Request) {})\n\tlog.Fatal(http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), nil))\n}\n',
    },
    build: ["go", "build", "-o", "shop", "."],
    command: ["./shop"],
    needs: ["go"],
  },
  Rust: {
    files: {
      "main.rs":
        'use std::io::{Read, Write};\n\nfn main() {\n    let port = std::env::var("PORT").unwrap();\n    let listener = std::net::TcpListener::bind(format!("127.0.0.1:{port}")).unwrap();\n    for stream in listener.incoming() {\n        let mut stream = stream.unwrap();\n        let mut buffer = [0; 1024];\n        let _ = stream.read(&mut buffer);\n        let _ = stream.write_all(b"HTTP/1.1 200 OK\\r\\ncontent-length: 2\\r\\n\\r\\nup");\n    }\n}\n',
    },
    build: ["rustc", "-o", "shop", "main.rs"],
    command: ["./shop"],
    needs: ["rustc"],
  },
  Java: {
    files: {
      "Shop.java":
        'import com.sun.net.httpserver.HttpServer;\nimport java.net.InetSocketAddress;\n\npublic class Shop {\n    public static void main(String[] args) throws Exception {\n        int port = Integer.parseInt(System.getenv("PORT"));\n        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);\n        server.createContext("/health", e -> { e.sendResponseHeaders(200, -1); e.close(); });\n        server.start();\n    }\n}\n',
    },
    build: ["javac", "Shop.java"],
    command: ["java", "-cp", ".", "Shop"],
    needs: ["javac", "java"],
  },
};

const compiled = ["Go", "Rust", "Java"];

describe.skipIf(!existsSync("/proc/self/environ"))("a program that starts by itself (needs /proc)", () => {
  for (const [name, kind] of Object.entries(kinds))
    test(`gets the same environment, is started once, and is not looked at twice: ${name}`, {
      timeout: 180_000,
    }, async ({ skip }) => {
      const dir = made(kind, skip);
      const port = await freePort();
      const alone = start(kind, dir, port);
      const own = await environmentAt(port, alone);
      await stop(alone);
      const file = join(dir, "report.json");
      const run = surestart(["run", "--report", file, "--", ...words(kind, port)], {
        dir,
        env: variables(dir, port),
      });
      await run.says("Healthy in");
      const under = await environmentAt(port);
      run.child.kill("SIGTERM");
      await run.end;
      const { timeline } = JSON.parse(readFileSync(file, "utf8"));
      const steps: string[] = timeline.map(({ step }: { step: string }) => step);
      expect(steps.filter((step) => step === "spawn" || step === "second look")).toEqual(["spawn"]);
      expect(run.stderr()).not.toContain("with a witness inside");
      // What differs between two runs of a shell or of npm is theirs.
      expect(under.filter((one) => !/^SURESTART_RUN=/.test(one))).toEqual(own);
    });
});

describe("a program in a language that compiles", () => {
  for (const name of compiled)
    test.skipIf(process.platform === "win32")(
      `its own word that its port is taken is understood: ${name}`,
      { timeout: 180_000 },
      async ({ skip }) => {
        const kind = kinds[name] as Kind;
        const dir = made(kind, skip);
        const port = await freePort();
        // Between the claim and the bind somebody else takes the port: the start waits for that, and the next one does not.
        const script = `touch here; while [ ! -e go ]; do sleep 0.05; done; exec ${kind.command.join(" ")}`;
        const run = surestart(["run", "--on-conflict", "next", "--timeout", "60", "--", "sh", "-c", script], {
          dir,
          env: { XDG_STATE_HOME: join(dir, "state"), PORT: String(port) },
        });
        await until(() => existsSync(join(dir, "here")));
        const other = createServer().listen(port, "127.0.0.1");
        await once(other, "listening");
        try {
          writeFileSync(join(dir, "go"), "");
          const said = await run.says("Healthy in");
          expect(said).toContain(`port ${port} is in use by`);
          run.child.kill("SIGTERM");
          expect(await run.end).toBe(0);
        } finally {
          await new Promise((resolve) => other.close(resolve));
        }
      },
    );
});

async function until(there: () => boolean): Promise<void> {
  while (!there()) await new Promise((resolve) => setTimeout(resolve, 20));
}

function made(
  { files, build, needs: commands = [], modules = [] }: Kind,
  skip: (why: string) => void,
): string {
  needs(skip, ...commands);
  if (modules.length > 0 && spawnSync(python, ["-c", `import ${modules.join(", ")}`]).status !== 0)
    skip(`Python needs ${modules.join(", ")}`);
  const dir = project(files);
  if (files["start.sh"]) chmodSync(join(dir, "start.sh"), 0o755);
  if (build) {
    const { status, stderr } = spawnSync(build[0] as string, build.slice(1), { cwd: dir, encoding: "utf8" });
    expect(status, stderr).toBe(0);
  }
  return dir;
}

function words({ command }: Kind, port: number): string[] {
  return command.map((word) => word.replace("PORT", String(port)));
}

function variables(dir: string, port: number): Record<string, string> {
  return { PORT: String(port), XDG_STATE_HOME: join(dir, "state"), PYTHONDONTWRITEBYTECODE: "1" };
}

function start(kind: Kind, dir: string, port: number): ChildProcess {
  const [command = "", ...args] = words(kind, port);
  const child = spawn(command, args, {
    cwd: dir,
    // As `surestart` gives it to its own process.
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], LANG: "C.UTF-8", ...variables(dir, port) },
    stdio: "ignore",
    detached: true,
  });
  bare.add(child);
  return child;
}

async function stop(child: ChildProcess): Promise<void> {
  const end = new Promise((resolve) => child.once("exit", resolve));
  process.kill(-(child.pid as number), "SIGKILL");
  if (child.exitCode === null && child.signalCode === null) await end;
}

/** The environment with which the process was started that listens on a port. */
async function environmentAt(port: number, child?: ChildProcess): Promise<string[]> {
  for (;;) {
    const [holder] = await whoHolds(port);
    if (holder?.pid != null)
      return readFileSync(`/proc/${holder.pid}/environ`, "latin1").split("\0").slice(0, -1);
    if (child && child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
