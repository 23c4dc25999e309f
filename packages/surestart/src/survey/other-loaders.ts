import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Dialect, Loader, StartCommand } from "../facts.ts";

/**
 * What brings a .env into other programs of the project: compose, docker, other scripts of package.json, direnv. Their
 * readings are only compared; they decide nothing about this start.
 */
export async function otherLoaders(dir: string, command: StartCommand | null): Promise<Loader[]> {
  const found = [...(await fromCompose(dir)), ...fromScripts(dir), ...fromDirenv(dir)];
  return found.filter((one) => !(command?.at?.file === one.at?.file && command?.at?.line === one.at?.line));
}

const composeFiles = ["compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"];

/** `env_file:` is read by compose as its own dialect; the .env beside the file fills in its `${…}`. */
async function fromCompose(dir: string): Promise<Loader[]> {
  const name = composeFiles.find((f) => existsSync(path.join(dir, f)));
  if (name === undefined) return [];
  const text = readFileSync(path.join(dir, name), "utf8");
  const loaders: Loader[] = [];
  if (/\$\{?[A-Za-z_]/.test(text))
    loaders.push(loader(dir, "compose", "docker compose", { file: name }, [".env"]));
  if (text.includes("env_file")) {
    const { isMap, isScalar, isSeq, LineCounter, parseDocument } = await import("yaml");
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines });
    const services = document.get("services");
    if (!isMap(services)) return loaders;
    for (const { value } of services.items) {
      const given = isMap(value) ? value.get("env_file", true) : undefined;
      const nodes = isSeq(given) ? given.items : given === undefined ? [] : [given];
      for (const node of nodes) {
        const file = isScalar(node) ? node.value : isMap(node) ? node.get("path") : undefined;
        const offset = isScalar(node) || isMap(node) ? node.range?.[0] : undefined;
        if (typeof file !== "string") continue;
        loaders.push(
          loader(
            dir,
            "compose",
            "env_file",
            { file: name, ...(offset === undefined ? {} : { line: lines.linePos(offset).line }) },
            [path.posix.normalize(file)],
          ),
        );
      }
    }
  }
  return loaders;
}

/** Flags in scripts of package.json, a Makefile or a Procfile that name a .env for another program. */
function fromScripts(dir: string): Loader[] {
  return ["package.json", "Makefile", "Procfile", "justfile"].flatMap((name) => {
    const file = path.join(dir, name);
    if (!existsSync(file)) return [];
    return readFileSync(file, "utf8")
      .split("\n")
      .flatMap((line, index) => {
        const at = { file: name, line: index + 1 };
        const found: Loader[] = [];
        const docker = /docker\s+(?:container\s+)?run\b.*?--env-file[= ]+["']?([^\s"',\\]+)/.exec(line)?.[1];
        if (docker) found.push(loader(dir, "docker", `docker run --env-file ${docker}`, at, [docker]));
        const node = docker
          ? undefined
          : /\bnode\b.*?--env-file(?:-if-exists)?[= ]+["']?([^\s"',\\]+)/.exec(line)?.[1];
        if (node) found.push(loader(dir, "node", `node --env-file=${node}`, at, [node]));
        const dotenvx = /\bdotenvx\s+run\b(?:.*?-f[= ]+["']?([^\s"',\\]+))?/.exec(line);
        if (dotenvx) found.push(loader(dir, "dotenvx", "dotenvx run", at, [dotenvx[1] ?? ".env"]));
        const dotenv = dotenvx ? null : /\bdotenv\s+(?:-e\s+["']?([^\s"',\\]+)["']?\s+)?--\s/.exec(line);
        if (dotenv) found.push(loader(dir, "dotenv-expand", "dotenv --", at, [dotenv[1] ?? ".env"]));
        return found;
      });
  });
}

function fromDirenv(dir: string): Loader[] {
  const file = path.join(dir, ".envrc");
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .flatMap((line, index) => {
      const match = /^\s*dotenv(?:_if_exists)?(?:\s+["']?([^\s"'#]+))?/.exec(line);
      return match
        ? [
            loader(dir, "direnv", "dotenv in .envrc", { file: ".envrc", line: index + 1 }, [
              match[1] ?? ".env",
            ]),
          ]
        : [];
    });
}

function loader(
  dir: string,
  dialect: Dialect,
  how: string,
  at: NonNullable<Loader["at"]>,
  given: string[],
): Loader {
  const files = given.map((f) => f.replace(/^\.\//, ""));
  return {
    dialect,
    how,
    at,
    files,
    found: files.filter((f) => existsSync(path.join(dir, f))),
    override: false,
    plain: true,
    search: "cwd",
    own: false,
    when: "command",
    installed: null,
  };
}
