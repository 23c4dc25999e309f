// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what stands in these strings are texts of .env
import { expect, test, vi } from "vitest";
import type { Case } from "../../src/diagnose.ts";
import type { Change, Finding, Fix } from "../../src/finding.ts";
import { offered } from "../../src/fix/offer.ts";
import { withFacts } from "../diagnoses/in-small.ts";

// Each row surveys a project of its own; on a busy machine the first one waits for the parsers.
vi.setConfig({ testTimeout: 60_000 });

type Project = Omit<Case, "name">;

const serves = 'require("node:http").createServer().listen(process.env.PORT);\n';
const reading = (...names: string[]): string =>
  `${names.map((name) => `if (!process.env.${name}) throw new Error("${name}");\n`).join("")}${serves}`;
const byNode = ["node", "--env-file=.env", "server.js"];
const byPython = ["/usr/bin/python3", "main.py"];
const dotenv = (name: string): string =>
  `import os\nfrom dotenv import load_dotenv\nload_dotenv()\nVALUE = os.environ["${name}"]\n`;

/** What is made of a fix with these changes in this project. */
async function offeredFix(project: Project, ...changes: Change[]): Promise<Fix> {
  const fix: Fix = { id: "it", title: "Do it", safety: "review", changes };
  const finding: Finding = {
    code: "env/missing-variable",
    severity: "error",
    confidence: "certain",
    title: "It",
    detail: "It.",
    fixes: [fix],
  };
  return withFacts({ name: "one", ...project }, (facts) => offered([finding], facts)[0]!.fixes[0]!);
}

const set = (key: string, value: string, file = ".env", line?: number): Change => ({
  do: "env-set",
  file,
  key,
  value,
  ...(line === undefined ? {} : { line }),
});
const lines = (from: number, ...texts: string[]): Change => ({
  do: "lines",
  file: ".env",
  from,
  to: from,
  with: texts,
});
const renameKey = (from: string, to: string): Change => ({
  do: "env-rename-key",
  file: ".env",
  line: 1,
  from,
  to,
});

test.each<[string, Project, Change[]]>([
  [
    "a key that is added to the .env of the command",
    { files: { ".env": "TIDE=1\n", "server.js": reading("MOON") }, command: byNode },
    [set("MOON", "full")],
  ],
  [
    "a .env that is made where a loader looks for one",
    { files: { "main.py": dotenv("MOON") }, command: byPython },
    [set("MOON", "full")],
  ],
  [
    "a .env that is made where nothing loads one: `run` reads it",
    { files: { "server.js": reading("MOON") } },
    [set("MOON", "full")],
  ],
  [
    "a key with a slip, which nothing knows",
    { files: { ".env": "MONO=full\n", "server.js": reading("MOON") }, command: byNode },
    [renameKey("MONO", "MOON")],
  ],
  [
    "a password that is encoded, where a script reads the file as well",
    {
      files: {
        ".env": "MOON_URL=postgres://moon:50%tide@127.0.0.1:5432/sea\n",
        "package.json": '{"scripts":{"start":"node --env-file=.env server.js"}}',
        "server.js": reading("MOON_URL"),
      },
      command: byNode,
    },
    [set("MOON_URL", "postgres://moon:50%25tide@127.0.0.1:5432/sea")],
  ],
  [
    "a scheme, at the same place",
    {
      files: { ".env": "STORE_URL=postgres://me:a%40b@db:5432/x\n", "server.js": reading("STORE_URL") },
      command: byNode,
    },
    [set("STORE_URL", "postgresql://me:a%40b@db:5432/x")],
  ],
  [
    "a password in other letters",
    {
      files: { ".env": "STORE_URL=postgres://me:a@b@db:5432/x\n", "server.js": reading("STORE_URL") },
      command: byNode,
    },
    [set("STORE_URL", "postgres://me:a%40b@db:5432/x")],
  ],
  [
    "two assignments on one line, divided",
    { files: { ".env": "MOON=full TIDE=1\n", "main.py": dotenv("TIDE") }, command: byPython },
    [lines(1, "MOON=full", "TIDE=1")],
  ],
  [
    "an example, for people",
    {
      files: { ".env": "TIDE=1\n", ".env.example": "MOON=\n", "server.js": reading("TIDE") },
      command: byNode,
    },
    [set("TIDE", "", ".env.example")],
  ],
  [
    "a plain line for a reader of one's own",
    {
      files: {
        ".env": "TIDE=1\n",
        "server.js": `for (const l of require("fs").readFileSync(".env", "utf8").split("\\n")) { const [k, v] = l.split("="); if (k) process.env[k] = v; }\n${reading("MOON")}`,
      },
    },
    [set("MOON", "full")],
  ],
  [
    "a script that the command comes from",
    {
      files: { "package.json": '{"scripts":{"start":"node app.js"}}', "app.js": serves },
      command: ["npm", "start"],
    },
    [
      {
        do: "command",
        file: "package.json",
        line: 1,
        old: "node app.js",
        new: "node --enable-source-maps app.js",
      },
    ],
  ],
])("stays: %s", async (_name, project, changes) => {
  expect(await offeredFix(project, ...changes)).toMatchObject({ safety: "review", title: "Do it", changes });
});

test.each<[string, Project, Change[], string]>([
  [
    "a file of the tests, which this start does not read",
    { files: { ".env.test": "MOON=x\n", "server.js": reading("MOON") } },
    [set("MOON", "full", ".env.test")],
    "nothing in this start reads .env.test",
  ],
  [
    "a value that is made of another one",
    {
      files: { ".env": "WORD=hull\nSTORE_URL=postgres://me:${WORD}@db/x\n", "main.py": dotenv("STORE_URL") },
      command: byPython,
    },
    [set("STORE_URL", "postgresql://me:hull@db/x")],
    "its value refers to other variables",
  ],
  [
    "a key that another line refers to",
    { files: { ".env": "MONO=full\nSKY=${MONO}-blue\n", "main.py": dotenv("MOON") }, command: byPython },
    [renameKey("MONO", "MOON")],
    "main.py would read SKY otherwise than before",
  ],
  [
    "a key that a compose file names",
    {
      files: {
        ".env": "MONO=full\n",
        "compose.yaml": "services:\n  app:\n    image: app\n    environment:\n      MOON: ${MONO}\n",
        "server.js": reading("MOON"),
      },
      command: byNode,
    },
    [renameKey("MONO", "MOON")],
    "compose.yaml",
  ],
  [
    "a key that a script names",
    {
      files: { ".env": "MONO=full\n", "deploy.sh": 'echo "$MONO"\n', "server.js": reading("MOON") },
      command: byNode,
    },
    [renameKey("MONO", "MOON")],
    "deploy.sh names MONO",
  ],
  [
    "a key that the example lists",
    {
      files: { ".env": "MONO=full\n", ".env.example": "MONO=\n", "server.js": reading("MOON") },
      command: byNode,
    },
    [renameKey("MONO", "MOON")],
    ".env.example lists MONO",
  ],
  [
    "a key that libpq reads by itself",
    { files: { ".env": "PGPORT=5432\n", "server.js": reading("PGPROT") }, command: byNode },
    [renameKey("PGPORT", "PGPROT")],
    "a tool may read PGPORT",
  ],
  [
    "a file that a script names",
    {
      files: {
        ".env.dev": "MOON=full\n",
        "deploy.sh": "scp .env.dev host:\n",
        "main.py": dotenv("MOON"),
      },
      command: byPython,
    },
    [{ do: "rename", from: ".env.dev", to: ".env" }],
    "deploy.sh names .env.dev",
  ],
  [
    "a .env that would hide the one above",
    {
      files: { ".env": "TIDE=1\n", "app/main.py": dotenv("MOON") },
      command: ["/usr/bin/python3", "app/main.py"],
    },
    [set("MOON", "full", "app/.env")],
    "app/main.py would no longer read .env",
  ],
  [
    "another host",
    {
      files: { ".env": "STORE_URL=redis://cache:6379\n", "server.js": reading("STORE_URL") },
      command: byNode,
    },
    [set("STORE_URL", "redis://localhost:6379")],
    "only you know which address is right",
  ],
  [
    "a key that the environment has",
    {
      files: { ".env": "TIDE=1\n", "server.js": reading("MOON") },
      command: byNode,
      environment: { MOON: "new" },
    },
    [set("MOON", "full")],
    "the environment sets MOON, which takes precedence",
  ],
  [
    "a line below a quote that never closes",
    { files: { ".env": 'TIDE="1\n', "server.js": reading("MOON") }, command: byNode },
    [set("MOON", 'it"s')],
    "",
  ],
  [
    "the first of two lines, of which the loader takes the first",
    {
      files: { ".env": "MOON=full\nMOON=new\n", "server.ts": "Deno.env.get('MOON');\n" },
      command: ["deno", "run", "--env-file=.env", "server.ts"],
    },
    [lines(1)],
    "the start command would read MOON otherwise than before",
  ],
  [
    "quotes for a reader of one's own",
    {
      files: {
        ".env": "TIDE=1\n",
        "server.js": `for (const l of require("fs").readFileSync(".env", "utf8").split("\\n")) { const [k, v] = l.split("="); if (k) process.env[k] = v; }\n${reading("MOON")}`,
      },
    },
    [set("MOON", "a b")],
    "server.js reads the file by its own rules",
  ],
  [
    "a file that a tool writes",
    { files: { "server.js": `// Code generated by protoc. DO NOT EDIT.\n${serves}` } },
    [{ do: "insert", file: "server.js", line: 2, lines: ["// new"] }],
    "server.js says that it must not be edited",
  ],
  [
    "a file that this start does not come to",
    { files: { "server.js": serves, "job.js": serves } },
    [{ do: "insert", file: "job.js", line: 1, lines: ["// new"] }],
    "this start does not use job.js",
  ],
  [
    "a built file",
    { files: { "dist/server.js": serves }, command: ["node", "dist/server.js"] },
    [{ do: "insert", file: "dist/server.js", line: 1, lines: ["// new"] }],
    "dist/server.js is generated by a tool",
  ],
  [
    "a script, for a command that was typed",
    {
      files: { "package.json": '{"scripts":{"start":"node app.js"}}', "app.js": serves },
      command: ["node", "app.js"],
    },
    [{ do: "command", file: "package.json", line: 1, old: "node app.js", new: "node b.js" }],
    "the start command does not come from package.json",
  ],
  [
    "a file that is another than it was",
    { files: { ".env": "TIDE=1\n", "server.js": reading("MOON") }, command: byNode },
    [set("MOON", "full", ".env", 3)],
    "line 3 of .env no longer sets MOON",
  ],
])("becomes text: %s", async (_name, project, changes, reason) => {
  const fix = await offeredFix(project, ...changes);
  expect(fix).toMatchObject({ safety: "manual", changes: [] });
  expect(fix.title).toContain(`Do it (by hand: ${reason}`);
});
