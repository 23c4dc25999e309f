import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { diagnose } from "../../src/diagnose.ts";
import { catalogue } from "../../src/diagnoses/index.ts";
import type { Listen } from "../../src/known/_listens.ts";
import { tools } from "../../src/known/_tools.ts";
import { bindErrorIn } from "../../src/launch/bind-error.ts";
import { readCrash } from "../../src/launch/crash.ts";
import { isOwnRun } from "../../src/ports/own-run.ts";
import { tellPort } from "../../src/ports/tell.ts";
import { readCommand } from "../../src/runtime/command.ts";
import { pythonReader } from "../../src/source/python/read-python.ts";
import { factsOf } from "../diagnoses/in-small.ts";
import { eventsOf, read as readJavaScript } from "../source/javascript/show.ts";

// Every tool that listens is told its port, known again, and read as a listener: by the rooms, with its row alone.

let dir: string;
beforeAll(() => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), "surestart-known-")));
  const files = [
    "main.py",
    "app.py",
    "main.js",
    "manage.py",
    "main.go",
    "server.php",
    "server.js",
    "server.ts",
    "app.jar",
  ];
  for (const file of files) {
    mkdirSync(dirname(join(dir, file)), { recursive: true });
    writeFileSync(join(dir, file), "");
  }
});
afterAll(() => rmSync(dir, { recursive: true }));

const servers = tools.filter((tool) => tool.server && tool.command);

test("every server has an example of its command", () => {
  expect(servers.filter(({ example }) => !example).map(({ name }) => name)).toEqual([]);
});

const read = (argv: readonly string[], environment: Record<string, string> = {}) =>
  readCommand(argv, { cwd: dir, environment });

test.each(servers.map((tool) => [tool.name, tool.example ?? ""] as const))(
  "%s is told its port and read with it: %s",
  async (name, example) => {
    const argv = example.split(" ");
    const command = await read(argv);
    expect(command.server, "the server that its example starts: `programs`, `command`").toBe(name);
    const told = tellPort(command, { port: 8123, host: "127.0.0.1" });
    expect(told.told, "how it is told its port: `server.tell`").not.toBe("none");
    const again = await read(told.argv, told.env);
    const variable = again.portVariable ?? "PORT";
    const words = `its port in ${told.argv.join(" ")}: an option \`port\` in \`command.options\``;
    expect(again.port?.value ?? told.env[variable], words).toBe("8123");
    // In place of the one that it has, too.
    const other = tellPort(again, { port: 8124, host: "127.0.0.1" });
    const last = await read(other.argv, other.env);
    expect(last.port?.value ?? other.env[last.portVariable ?? "PORT"]).toBe("8124");
  },
);

test.each(servers.map((tool) => [tool.name, tool.example ?? ""] as const))(
  "%s is known as an earlier run: %s",
  async (_name, example) => {
    const argv = example.split(" ");
    const told = tellPort(await read(argv), { port: 8123 });
    const held = { pid: 99_999_999, cwd: dir, parents: [] };
    expect(await isOwnRun({ ...held, argv: told.argv }, { argv, cwd: dir })).toBe(true);
    expect(await isOwnRun({ ...held, argv: ["other", "thing"] }, { argv, cwd: dir })).toBe(false);
  },
);

/** A call of a row as code that gives it port 8123. */
function pythonCode(word: string, { address, port, host, text }: Listen): string {
  const [plain = ""] = word.split("(");
  const names = plain.split(".");
  const at = names.findIndex((one, i) => i > 0 && (/^[A-Z]/.test(one) || i === names.length - 1));
  const module = names.slice(0, at).join(".");
  const called = word.slice(module.length + 1);
  const keyword = (parameter: string): string => parameter.split(" ").at(-1) as string;
  const args = address
    ? '("127.0.0.1", 8123)'
    : port && host
      ? `${keyword(host)}="127.0.0.1", ${keyword(port)}=8123`
      : `${text}="127.0.0.1:8123"`;
  return `from ${module} import ${names[at]}\n${called}(${args})\n`;
}

const python = tools.flatMap(({ name, language, listens = [] }) =>
  language === "python"
    ? listens.flatMap((row) => (row.calls ?? []).map((word) => [name, word, pythonCode(word, row)] as const))
    : [],
);

test.each(python)("%s: %s is read as a listener", async (_name, _word, code) => {
  const module = (await pythonReader())(code, "main.py");
  const found = module.events.filter((event) => event.kind === "listen");
  expect(found.map(({ port, host }) => [port, host])).toEqual([[8123, "127.0.0.1"]]);
});

function javaScriptCode(word: string, { options }: Listen): string {
  const given = options?.in ? `{ ${options.in}: { port: 8123 } }` : "{ port: 8123 }";
  const args = [...Array.from({ length: options?.at ?? 0 }, () => "{}"), given].join(", ");
  if (/^(Bun|Deno)\./.test(word)) return `${word}(${args});\n`;
  const at = word.lastIndexOf(".");
  const whole = tools.some(({ listens }) => listens?.some(({ modules }) => modules?.includes(word)));
  const module = whole ? word : word.slice(0, at);
  const name = whole ? "it" : word.slice(at + 1);
  const make = /^[A-Z]/.test(name) || whole ? "new " : "";
  const what = whole ? name : `{ ${name} }`;
  return `import ${what} from "${module}";\n${make}${name}(${args});\n`;
}

const javascript = tools.flatMap(({ name, language, listens = [] }) =>
  language === "python"
    ? []
    : listens.flatMap((row) => [
        ...(row.calls ?? []).map((word) => [name, word, javaScriptCode(word, row)] as const),
        ...(row.modules ?? [])
          .filter((module) => !/^(Bun|Deno)$/.test(module))
          .map((module) => {
            const one = module.replace("*", "one");
            return [
              name,
              module,
              `import it from "${one}";\nconst served = it();\nserved.listen(8123);\n`,
            ] as const;
          }),
      ]),
);

test.each(javascript)("%s: %s is read as a listener", (_name, _word, code) => {
  const found = eventsOf(readJavaScript(code, "a.mts"), "listen");
  expect(found.map(({ port }) => port)).toEqual([8123]);
});

// Recorded from granian 2.8, a server that no file of the house but its own names.
const granian = {
  taken: [
    "[INFO] Starting granian (main PID: 20873)",
    "Traceback (most recent call last):",
    '  File "/srv/v/lib/python3.11/site-packages/granian/server/mp.py", line 381, in _init_shared_socket',
    "    self._sfd = SharedSocket(self.bind_addr, self.bind_port)",
    "OSError: Address already in use (os error 98)",
  ],
  noModule: [
    "Process Process-1:",
    "Traceback (most recent call last):",
    '  File "/srv/v/lib/python3.11/site-packages/granian/_internal.py", line 54, in load_module',
    `    raise RuntimeError(f"Could not import '{module_name}'.")`,
    "RuntimeError: Could not import 'mian'.",
    "[ERROR] Unexpected exit from worker-1",
    "[INFO] Granian shutdown completed, see ya!",
  ],
};

// Recorded from robyn 0.88, which asks for another port for as long as nobody answers.
const robynTaken = [
  "INFO:robyn.logger:Added route HttpMethod.GET /",
  "ERROR:robyn.logger:Port 8091 is already in use. Please use a different port.",
  "Enter a different port: ERROR:robyn.logger:Invalid port number. Please enter a valid port number.",
];

test("robyn's words for a taken port are known", () => {
  expect(bindErrorIn(robynTaken)).toMatchObject({ port: 8091 });
});

test("streamlit's words for a taken port are known", () => {
  expect(bindErrorIn(["2026-12-01 00:54:22.238 Port 8501 is not available"])).toMatchObject({ port: 8501 });
});

// Recorded from cheroot 11.
test("cheroot's words for a taken port are known", () => {
  const taken = [
    "Traceback (most recent call last):",
    '  File "/srv/v/lib/python3.11/site-packages/cheroot/server.py", line 1858, in prepare',
    "    raise socket.error(msg)",
    "OSError: No socket could be created -- (('127.0.0.1', 8123): [Errno 98] Address already in use)",
  ];
  expect(bindErrorIn(taken)).toMatchObject({ port: 8123 });
  expect(readCrash(taken, { dir: "/srv/app" })?.name).toBe("OSError");
});

test("granian's words for a taken port are known", () => {
  expect(bindErrorIn(granian.taken)).not.toBeNull();
  expect(readCrash(granian.taken, { dir: "/srv/app" })?.name).toBe("OSError");
});

test("granian's words for a module that is not there are known", async () => {
  const facts = await factsOf({
    name: "a module that is not there",
    files: { "main.py": "from fastapi import FastAPI\napp = FastAPI()\n" },
    command: ["granian", "mian:app"],
    run: { outcome: "failed", ended: "exited", exit: { code: 1, signal: null }, output: granian.noModule },
  });
  const { findings } = diagnose(facts, catalogue);
  expect(findings[0]).toMatchObject({ code: "app/import-path", title: "granian cannot import mian" });
});
