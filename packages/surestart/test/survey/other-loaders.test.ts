import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { diagnose } from "../../src/diagnose.ts";
import { catalogue } from "../../src/diagnoses/index.ts";
import type { Facts, Loader } from "../../src/facts.ts";
import { survey } from "../../src/survey/index.ts";

const made: string[] = [];
afterEach(() => {
  for (const dir of made.splice(0)) rmSync(dir, { recursive: true, force: true });
});

const server =
  'require("node:http").createServer().listen(process.env.PORT);\nconsole.log(process.env.GREETING);\n';

async function factsOf(files: Record<string, string>): Promise<Facts> {
  const dir = realpathSync(mkdtempSync(path.join(tmpdir(), "surestart-loaders-")));
  made.push(dir);
  mkdirSync(path.join(dir, ".git"));
  for (const [file, text] of Object.entries({ ".env": "GREETING=hello\n", "server.js": server, ...files })) {
    mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
    writeFileSync(path.join(dir, file), text, { mode: 0o600 });
  }
  const environment = { PATH: process.env["PATH"], HOME: dir };
  return survey({ dir, argv: ["node", "--env-file=.env", "server.js"], environment, sockets: false });
}

const shown = ({ dialect, byHand, at, files, only }: Loader): string =>
  [byHand ? "by hand" : dialect, `${at?.file}${at?.line ? `:${at.line}` : ""}`, ...files]
    .concat(only ? [JSON.stringify(only.names ?? only.prefixes)] : [])
    .join(" ");

const scripts = (of: Record<string, string>): string => JSON.stringify({ scripts: of });

test.each<[name: string, files: Record<string, string>, loaders: string[]]>([
  ["nothing else", {}, []],
  [
    "env_file of compose: a text, a list, a raw one, one of an anchor",
    {
      "compose.yaml":
        "x-env: &env [.env]\nservices:\n  web:\n    env_file: prod.env\n  job:\n    env_file:\n      - path: raw.env\n        format: raw\n  other:\n    env_file: *env\n",
      "prod.env": "",
    },
    ["compose compose.yaml:4 prod.env", "docker compose.yaml:7 raw.env", "compose compose.yaml:1 .env"],
  ],
  [
    "compose, for the names in it: no comment, no doubled dollar",
    {
      "deploy/docker-compose.yml": `services:\n  web: # $NOT\n    image: app:\${TAG:-latest}\n    command: echo $$HOME $MODE\n`,
    },
    ['compose deploy/docker-compose.yml:3 deploy/.env ["TAG","MODE"]'],
  ],
  [
    "a compose file without any",
    { "compose.yml": "services:\n  db:\n    image: postgres # see .env and $X\n" },
    [],
  ],
  ["a compose file that is no YAML", { "compose.yml": "services: [\n env_file: $X" }, []],
  [
    "scripts of package.json",
    {
      "package.json": scripts({
        worker: "dotenv -e .env -- node worker.js",
        safe: "dotenvx run -f .env -- node worker.js",
        same: "node --env-file=.env worker.js",
        image: "docker build . && docker run --rm --env-file .env app node --env-file=other.env x.js",
        up: "docker compose --env-file .env up",
      }),
    },
    [
      "dotenv-expand package.json:1 .env",
      "dotenvx package.json:1 .env",
      "docker package.json:1 .env",
      "compose package.json:1 .env []",
    ],
  ],
  [
    "scripts of a package below, in its own folder",
    { "web/package.json": scripts({ dev: "dotenv -e ../.env -- node x.js" }) },
    ["dotenv-expand web/package.json:1 .env"],
  ],
  [
    "tasks of Deno",
    { "deno.json": '{ "tasks": { "start": "deno run --env-file=.env main.ts" } }' },
    ["deno deno.json:1 .env"],
  ],
  [
    "a Procfile, a Makefile, a justfile",
    {
      Procfile: "web: node --env-file=.env server.js\nworker: dotenv -e .env -- node w.js\n",
      Makefile: "include .env\nexport\n\nrun:\n\t@docker run \\\n\t  --env-file .env app\n\techo $(HOME)\n",
      justfile: "set dotenv-load\n\nrun:\n  node server.js\n",
    },
    [
      "by hand Makefile:1 .env",
      "docker Makefile:5 .env",
      "dotenv-expand Procfile:2 .env",
      "by hand justfile:1 .env",
    ],
  ],
  [
    "shell scripts: what they source, and docker",
    {
      "run.sh": "#!/bin/sh\nset -a\n. ./.env\nexec node server.js\n",
      "ship.sh": "# docker run --env-file no.env\n\ndocker run --env-file=.env app\n",
    },
    ["bash run.sh:3 .env", "docker ship.sh:3 .env"],
  ],
  [
    "pyproject: PDM, pytest, poe",
    {
      "pyproject.toml":
        '[tool.pdm.scripts]\nserve = { cmd = "python -m shop", env_file = ".env" }\n[tool.pytest.ini_options]\nenv_files = ["test.env"]\n[tool.poe]\nenvfile = ".env"\n',
    },
    ["python pyproject.toml:2 .env", "python pyproject.toml:4 test.env", "by hand pyproject.toml:6 .env"],
  ],
  [
    "a Dockerfile: what it starts in the end; ENV reads no file",
    {
      Dockerfile:
        'FROM node\nENV A=1\nCMD ["node", "--env-file=old.env", "x.js"]\nCMD ["deno", "run", \\\n  "--env-file=.env", "x.ts"]\n',
    },
    ["deno Dockerfile:4 .env"],
  ],
  [
    "Vite below the project with the project's .env",
    {
      "web/vite.config.ts":
        'import { defineConfig } from "vite";\nexport default defineConfig({ envDir: "..", envPrefix: ["WEB_", "APP_"] });\n',
    },
    ['dotenv-expand web/vite.config.ts .env ["WEB_","APP_"]'],
  ],
  [
    "Vite that loads every variable itself",
    {
      "vite.config.js":
        'export default ({ mode }) => { const env = loadEnv(mode, process.cwd(), ""); return { define: env }; };\n',
    },
    ["dotenv-expand vite.config.js .env"],
  ],
  [
    "Next",
    { "next.config.js": "", ".env.local": "" },
    ["dotenv-expand next.config.js .env", "dotenv-expand next.config.js .env.local"],
  ],
  [
    "Vite under SvelteKit is one",
    { "svelte.config.js": "", "vite.config.js": "export default {}" },
    ["dotenv-expand svelte.config.js .env"],
  ],
  ["bun", { "bun.lock": "{}" }, ["bun bun.lock .env"]],
  ["bun that was told not to", { "bun.lock": "{}", "bunfig.toml": "env = false\n" }, []],
  [
    "direnv",
    { ".envrc": "# dotenv no.env\nlayout node\ndotenv\ndotenv_if_exists .env.local # mine\n" },
    ["direnv .envrc:3 .env", "direnv .envrc:4 .env.local"],
  ],
  [
    "systemd units",
    {
      "deploy/app.service":
        "[Service]\nWorkingDirectory=/srv/app\nEnvironmentFile=-/srv/app/.env\n# EnvironmentFile=/no\n",
    },
    ["by hand deploy/app.service:3 .env"],
  ],
  [
    "code that this start does not reach",
    { "worker.py": "from dotenv import load_dotenv\nload_dotenv('.env')\n" },
    ["python worker.py:2 .env"],
  ],
])("%s", async (_name, files, loaders) => {
  const { env } = await factsOf(files);
  expect(env.otherLoaders.map(shown)).toEqual(loaders);
});

describe("what is compared", () => {
  const disagreeing = 'GREETING="a\\tb"\nTAG=1\n';
  const codes = async (files: Record<string, string>): Promise<string[]> => {
    const { findings } = diagnose(await factsOf({ ".env": disagreeing, ...files }), catalogue);
    return findings.map(({ code, severity }) => `${severity} ${code}`);
  };
  const alone = [] as string[];

  test.each<[name: string, files: Record<string, string>, findings: string[]]>([
    ["one loader alone", {}, alone],
    [
      "compose that takes the whole file",
      { "compose.yaml": "services:\n  web:\n    env_file: .env\n" },
      ["warning env/dialects-disagree"],
    ],
    [
      "compose that takes another name of it",
      { "compose.yaml": "services:\n  web:\n    image: app:$TAG\n" },
      alone,
    ],
    [
      "compose that takes this name of it",
      { "compose.yaml": "services:\n  web:\n    image: app:$GREETING\n" },
      ["warning env/dialects-disagree"],
    ],
    [
      "compose that merely stands there",
      { "compose.yaml": "services:\n  db:\n    image: postgres\n    env_file: db.env\n", "db.env": "A=1\n" },
      alone,
    ],
    ["a frontend that takes names of its prefix only", { "vite.config.js": "export default {}" }, alone],
    [
      "a unit of systemd, whose rules are its own",
      { "app.service": "[Service]\nWorkingDirectory=/a\nEnvironmentFile=/a/.env\n" },
      alone,
    ],
    ["make, whose rules are its own", { Makefile: "include .env\n" }, alone],
  ])("%s", async (_name, files, findings) => {
    expect(await codes(files)).toEqual(findings);
  });

  test("the readings of a name are those of the loaders that take it", async () => {
    const facts = await factsOf({
      ".env": disagreeing,
      "compose.yaml": "services:\n  web:\n    image: app:$TAG\n",
    });
    const readings = Object.fromEntries(
      facts.env.variables.map(({ name, readings: of }) => [name, Object.keys(of)]),
    );
    expect(readings).toMatchObject({ GREETING: ["node"], TAG: ["node", "compose"] });
  });
});
