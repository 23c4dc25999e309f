// biome-ignore-all lint/suspicious/noTemplateCurlyInString: one of the strings is a script of the shell
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseEnv } from "node:util";
import { parse as parseDotenvx } from "@dotenvx/dotenvx";
import { parse as parseDotenv } from "dotenv";
import { expand } from "dotenv-expand";
import type { Dialect } from "../../../src/facts.ts";

/** What a real loader makes of a text; null: it refuses it. */
export type RealReading = Record<string, string | null> | null;

/** A real loader: the program itself, asked for many texts at once. */
export interface RealLoader {
  name: string;
  dialect: Dialect;
  /** Milliseconds that one text costs, roughly. */
  cost: number;
  read: (texts: readonly string[], env: Record<string, string>) => Promise<RealReading[]>;
}

export interface Missing {
  name: string;
  /** One line: what is lacking, and how to get it. */
  why: string;
}

const cache = fileURLToPath(
  new URL("../../../../../node_modules/.cache/surestart-loaders/", import.meta.url),
);
const inCache = (path: string): string => join(cache, "node_modules", path);

/** The loaders that are here, and those that are not. */
export function realLoaders(): { loaders: RealLoader[]; missing: Missing[] } {
  const loaders: RealLoader[] = [dotenv, dotenvExpand, dotenvx, node24];
  const missing: Missing[] = [];
  const program = (name: string, path: string, how: string, make: (path: string) => RealLoader): void => {
    if (existsSync(path)) loaders.push(make(path));
    else missing.push({ name, why: `${name} is not here (${path}); ${how}` });
  };
  const installs = "`node packages/surestart/test/env/loaders/install.ts` brings it";
  program("Node 20", inCache("node-20/bin/node"), installs, (path) => node("Node 20", "node20", path));
  program("Node 22", inCache("node-22/bin/node"), installs, (path) => node("Node 22", "node", path));
  program("Node 26", inCache("node-26/bin/node"), installs, (path) => node("Node 26", "node", path));
  program("Bun", inCache("@oven/bun-linux-x64/bin/bun"), installs, bun);
  program("Deno", inCache("@deno/linux-x64-glibc/deno"), installs, deno);
  program("python-dotenv", "/usr/bin/python3", "`apt-get install python3-dotenv`", python);
  program("bash", "/bin/bash", "install bash", bash);
  program("direnv", "/usr/bin/direnv", "`apt-get install direnv`", direnv);
  return { loaders, missing };
}

const dotenv: RealLoader = {
  name: "dotenv",
  dialect: "dotenv",
  cost: 0.02,
  read: async (texts) => texts.map((text) => parseDotenv(text)),
};

const dotenvExpand: RealLoader = {
  name: "dotenv-expand",
  dialect: "dotenv-expand",
  cost: 0.05,
  read: async (texts, env) =>
    texts.map((text) => {
      const parsed = parseDotenv(text);
      return expand({ parsed, processEnv: { ...parsed, ...env } }).parsed ?? {};
    }),
};

const dotenvx: RealLoader = {
  name: "dotenvx",
  dialect: "dotenvx",
  cost: 0.3,
  read: async (texts, env) =>
    texts.map((text) => {
      try {
        return parseDotenvx(text, { processEnv: { ...env } });
      } catch {
        return null;
      }
    }),
};

const node24: RealLoader = {
  name: `Node ${process.versions.node} (this one)`,
  dialect: "node",
  cost: 0.02,
  read: async (texts) => texts.map((text) => ({ ...parseEnv(text) }) as RealReading),
};

function node(name: string, dialect: Dialect, path: string): RealLoader {
  const script =
    "const{parseEnv}=require('util');let s='';process.stdin.setEncoding('utf8').on('data',d=>s+=d).on('end',()=>" +
    "console.log(JSON.stringify(JSON.parse(s).map(t=>Object.entries(parseEnv(t))))))";
  return {
    name,
    dialect,
    cost: 0.02,
    read: async (texts) => {
      const answer = await run(path, ["-e", script], {}, JSON.stringify(texts));
      return (JSON.parse(answer) as [string, string][][]).map((pairs) => Object.fromEntries(pairs));
    },
  };
}

function python(path: string): RealLoader {
  const script = `
import io, json, logging, os, sys
from dotenv.main import DotEnv
logging.disable(logging.CRITICAL)
def read(text):
    stream = io.TextIOWrapper(io.BytesIO(text.encode("utf-8", "surrogatepass")), encoding="utf-8")
    return list(DotEnv(None, stream=stream, override=False).dict().items())
for name in list(os.environ): del os.environ[name]
question = json.load(sys.stdin)
os.environ.update(question["env"])
json.dump([read(text) for text in question["texts"]], sys.stdout)
`;
  return {
    name: "python-dotenv",
    dialect: "python",
    cost: 0.1,
    // Pairs and no objects: V8's JSON.parse mistakes the key "\"" for "\\" where it has seen that one before.
    read: async (texts, env) => {
      const answer = await run(path, ["-c", script], {}, JSON.stringify({ texts, env }));
      return (JSON.parse(answer) as [string, string | null][][]).map((pairs) => Object.fromEntries(pairs));
    },
  };
}

function bun(path: string): RealLoader {
  const script = "console.log(JSON.stringify(Object.entries(process.env)))";
  return {
    name: "Bun",
    dialect: "bun",
    cost: 15,
    read: eachFile(async (file, env, dir) => {
      const all = Object.fromEntries(
        JSON.parse(
          await run(path, [`--env-file=${file}`, "-e", script], {
            ...env,
            HOME: dir,
            BUN_RUNTIME_TRANSPILER_CACHE_PATH: "0",
          }),
        ),
      );
      return without(all, ["HOME", "BUN_RUNTIME_TRANSPILER_CACHE_PATH"], env);
    }),
  };
}

function deno(path: string): RealLoader {
  const script = "console.log(JSON.stringify(Object.entries(Deno.env.toObject())))";
  return {
    name: "Deno",
    dialect: "deno",
    cost: 30,
    read: eachFile(async (file, env, dir) => {
      const own = { DENO_DIR: dir, DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" };
      const out = await run(path, ["eval", `--env-file=${file}`, script], { ...env, ...own });
      const ours = [...Object.keys(own), "DENO_NODE_SHIM_ACTIVE", "PATH"];
      return out === "" ? null : without(Object.fromEntries(JSON.parse(out)), ours, env);
    }),
  };
}

function bash(path: string): RealLoader {
  // No PATH: whatever a text may say, there is no command that could be executed. No arguments, which a text could see.
  const script = (file: string): string =>
    `PATH=; set -a; . ./${basename(file)} >/dev/null 2>&1; { set +a; } 2>/dev/null; ` +
    'while read -r n; do printf "%s=%s\\0" "$n" "${!n}"; done < <(compgen -e)';
  return {
    name: "bash",
    dialect: "bash",
    cost: 5,
    read: eachFile(async (file, env, dir) => {
      const out = await run(path, ["--norc", "-c", script(file)], env, "", dir);
      if (out === "") return null;
      const pairs = out.split("\0").filter((line) => line !== "");
      const all = Object.fromEntries(
        pairs.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
      );
      return without(all, ["PATH", "PWD", "OLDPWD", "SHLVL", "_"], env);
    }),
  };
}

function direnv(path: string): RealLoader {
  return {
    name: "direnv",
    dialect: "direnv",
    cost: 10,
    read: eachFile(async (file, env) => {
      const out = await run(path, ["dotenv", "json", file], { ...env, HOME: "/nonexistent" });
      return out === "" ? null : without(JSON.parse(out), ["HOME", "DIRENV_DIFF"], env);
    }),
  };
}

/** Writes each text to a file of its own and asks for them side by side, a few at a time. */
function eachFile(
  read: (file: string, env: Record<string, string>, dir: string) => Promise<RealReading>,
): RealLoader["read"] {
  return async (texts, env) => {
    const dir = mkdtempSync(join(tmpdir(), "surestart-real-"));
    try {
      const results: RealReading[] = [];
      const queue = texts.map((text, index) => ({ text, index }));
      const work = async (): Promise<void> => {
        for (let next = queue.shift(); next; next = queue.shift()) {
          const file = join(dir, `${next.index}.env`);
          writeFileSync(file, next.text);
          results[next.index] = await read(file, env, dir);
        }
      };
      await Promise.all(Array.from({ length: availableParallelism() }, work));
      return results;
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  };
}

/** What the text has set: all but what the program itself sets, and what the environment had before. */
function without(
  all: Record<string, string>,
  names: readonly string[],
  env: Record<string, string>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(all).filter(([name, value]) => !names.includes(name) && env[name] !== value),
  );
}

/** `cwd`: a text may make a file there (`A=1 > b`), so that of a shell is a folder that is removed again. */
function run(
  path: string,
  args: string[],
  env: Record<string, string>,
  input = "",
  cwd: string = tmpdir(),
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(path, args, { env, cwd, stdio: ["pipe", "pipe", "ignore"], timeout: 60_000 });
    const out: Buffer[] = [];
    child.stdout.on("data", (data: Buffer) => out.push(data));
    child.on("error", reject);
    child.on("close", () => resolve(Buffer.concat(out).toString()));
    child.stdin.on("error", () => {});
    child.stdin.end(input);
  });
}

/** Of the lock that says which programs are to be there, for the installer and the test of its state. */
export const wantedLoaders: { cache: string; manifest: string } = {
  cache,
  manifest: readFileSync(new URL("package.json", import.meta.url), "utf8"),
};
