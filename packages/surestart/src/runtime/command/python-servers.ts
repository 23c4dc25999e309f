import path from "node:path";
import type { Entry } from "../../facts.ts";
import { fileEntry, moduleEntry } from "./entry.ts";
import { nearestUpward } from "./env-tools.ts";
import { type OptionSpec, type Options, optionValue, readOptions } from "./options.ts";
import { address, nothing, type Program } from "./program-facts.ts";
import { addEnvFile, type Gathered, isFile, type Step, variable } from "./state.ts";

interface Server {
  options: OptionSpec;
  read: (options: Options, step: Step, to: Gathered, importDirs: string[]) => Partial<Program>;
}

/**
 * Reads the command line of a Python server from word `from` on. `importDirs` are the folders that Python itself searches
 * first for this command; a server that adds its own puts them before.
 */
export function readPythonServer(
  name: string,
  from: number,
  step: Step,
  to: Gathered,
  importDirs: string[],
): Program {
  const server = servers[name] as Server;
  const options = readOptions(step.argv, from, server.options);
  const base: Program = { ...nothing, language: "python", server: name, importDirs };
  return { ...base, ...server.read(options, step, to, importDirs) };
}

const servers: Record<string, Server> = {
  uvicorn: {
    options: {
      values: "host, port, app-dir, env-file, workers",
      flags:
        "reload, access-log, use-colors, proxy-headers, server-header, date-header, factory, version, help, reset-contextvars",
      unknown: "value",
    },
    read(options, step, to, dirs) {
      const importDirs = first(step, optionValue(options, "app-dir")?.value ?? "", dirs);
      for (const { value, flag } of options.values.get("env-file") ?? [])
        addEnvFile(to, step, value, "python", { how: `${flag} ${value}`, needs: "python-dotenv" });
      return {
        importDirs,
        entry: appEntry(options, to, importDirs, "UVICORN_APP"),
        port: optionValue(options, "port"),
        host: optionValue(options, "host"),
        reloads: options.flags.has("reload") || several(options, "workers"),
        ...variableOf(to, "UVICORN_PORT"),
      };
    },
  },
  gunicorn: {
    options: {
      values:
        "bind b, chdir, pythonpath, config c, workers w, worker-class k, threads, timeout t, graceful-timeout, keep-alive, " +
        "log-level, log-file error-logfile, access-logfile, access-logformat, env e, name n, user u, group g, umask m, pid p, worker-tmp-dir, " +
        "max-requests, max-requests-jitter, worker-connections, backlog, certfile, keyfile, ca-certs, forwarded-allow-ips, " +
        "limit-request-line, limit-request-fields, limit-request-field_size, statsd-host, paste paster, log-config, logger-class, proxy-allow-from, reload-engine, reload-extra-file, ssl-version, ciphers",
    },
    read(options, step, to, dirs) {
      const cwd = path.resolve(step.cwd, optionValue(options, "chdir")?.value ?? "");
      const extra = optionValue(options, "pythonpath")?.value.split(",") ?? [];
      const importDirs = unique([cwd, ...extra.map((d) => path.resolve(cwd, d)), ...withoutBin(dirs)]);
      for (const { value } of options.values.get("env") ?? []) {
        const [key, ...rest] = value.split("=");
        if (key) to.env[key] = rest.join("=");
      }
      return {
        importDirs,
        entry: appEntry(options, to, importDirs, null, "application"),
        ...address(optionValue(options, "bind")),
        reloads: options.flags.has("reload") || several(options, "workers"),
      };
    },
  },
  hypercorn: {
    options: {
      values:
        "bind b, insecure-bind, quic-bind, workers w, worker-class k, config c, access-log access-logfile, error-log error-logfile log-file, " +
        "log-level, log-config, keep-alive, graceful-timeout, root-path, user u, group g, umask m, pid p, certfile, keyfile, ca-certs, backlog",
    },
    read(options, step, to, dirs) {
      const importDirs = first(step, "", dirs);
      return {
        importDirs,
        entry: appEntry(options, to, importDirs, null),
        ...address(optionValue(options, "bind")),
        reloads: options.flags.has("reload") || several(options, "workers"),
      };
    },
  },
  daphne: {
    options: {
      values:
        "port p, bind b, unix-socket u, endpoint e, fd, verbosity v, http-timeout t, access-log, application-close-timeout, root-path, server-name, ws-protocol, websocket_timeout, ping-interval, ping-timeout, proxy-headers-host",
    },
    read(options, step, to, dirs) {
      const importDirs = first(step, "", dirs);
      return {
        importDirs,
        entry: appEntry(options, to, importDirs, null),
        port: optionValue(options, "port"),
        host: optionValue(options, "bind"),
      };
    },
  },
  "waitress-serve": {
    options: {
      values: "port, host, listen, app, threads, unix-socket, url-scheme, url-prefix, ident, backlog",
    },
    read(options, step, to, dirs) {
      const importDirs = first(step, "", dirs);
      const listen = optionValue(options, "listen");
      return {
        server: "waitress",
        importDirs,
        entry: appEntry(options, to, importDirs, null),
        port: optionValue(options, "port"),
        host: optionValue(options, "host"),
        ...(listen ? address(listen) : {}),
      };
    },
  },
  flask: {
    options: { values: "app A, env-file e, port p, host h, cert, key, exclude-patterns, extra-files" },
    read(options, step, to, dirs) {
      if (!options.positionals.some((p) => p.value === "run")) return { server: "flask" };
      flaskEnv(options, step, to);
      const named = optionValue(options, "app")?.value ?? variable(to, "FLASK_APP");
      const fallback = ["wsgi.py", "app.py"].find((f) => isFile(path.join(step.cwd, f)));
      const { entry, importDir } = flaskApp(named ?? fallback ?? "app.py", step, to);
      const debug =
        options.flags.has("debug") || /^(1|true|yes|on)$/i.test(variable(to, "FLASK_DEBUG") ?? "");
      return {
        importDirs: unique([importDir, ...withoutBin(dirs)]),
        entry,
        port: optionValue(options, "port"),
        host: optionValue(options, "host"),
        reloads: options.flags.has("reload") || (debug && !options.flags.has("no-reload")),
        ...variableOf(to, "FLASK_RUN_PORT"),
      };
    },
  },
  fastapi: {
    options: { values: "host, port, workers, app, root-path, forwarded-allow-ips, reload-dir, entrypoint e" },
    read(options, step, to, dirs) {
      const [sub, file] = options.positionals.map((p) => p.value);
      const named =
        file ??
        ["main.py", "app.py", "api.py", "app/main.py", "app/app.py", "app/api.py"].find((f) =>
          isFile(path.join(step.cwd, f)),
        );
      const entrypoint = optionValue(options, "entrypoint")?.value;
      const path_ = named ?? "main.py";
      const { entry, importDir } = flaskApp(entrypoint ?? path_, step, to);
      const attribute = optionValue(options, "app")?.value;
      return {
        importDirs: unique([importDir, ...withoutBin(dirs)]),
        entry: attribute === undefined ? entry : { ...entry, attribute },
        port: optionValue(options, "port"),
        host: optionValue(options, "host"),
        reloads:
          (sub === "dev" && !options.flags.has("no-reload")) ||
          options.flags.has("reload") ||
          several(options, "workers"),
        ...variableOf(to, "UVICORN_PORT"),
      };
    },
  },
  django: {
    options: { values: "settings, pythonpath, verbosity v, addrport" },
    read(options, step, to, dirs) {
      const [command, target] = options.positionals;
      const extra = optionValue(options, "pythonpath")?.value;
      const settings = optionValue(options, "settings");
      if (settings) to.env["DJANGO_SETTINGS_MODULE"] = settings.value;
      const serves = /^runserver(_plus)?$/.test(command?.value ?? "");
      return {
        server: serves ? "django" : "python",
        importDirs: extra === undefined ? dirs : unique([path.resolve(step.cwd, extra), ...dirs]),
        ...(serves ? address(target ? { ...target, flag: "addrport" } : null) : {}),
        reloads: serves && !options.flags.has("noreload"),
      };
    },
  },
  "http.server": {
    options: { values: "bind b, directory d, protocol p", flags: "cgi" },
    read(options) {
      const port = options.positionals[0];
      return { port: port ? { ...port, flag: "port" } : null, host: optionValue(options, "bind") };
    },
  },
};

export const pythonServers: ReadonlySet<string> = new Set([...Object.keys(servers), "waitress"]);
servers["waitress"] = servers["waitress-serve"] as Server;

/** `package.module:attribute`, the way every WSGI and ASGI server names its application. */
function appEntry(
  options: Options,
  to: Gathered,
  importDirs: string[],
  fromVariable: string | null,
  attribute?: string,
): Entry | null {
  const word =
    options.positionals.find((p) => /^[\w.]+:[\w.]+(\(.*\))?$/.test(p.value))?.value ??
    optionValue(options, "app")?.value ??
    options.positionals[0]?.value ??
    (fromVariable === null ? undefined : variable(to, fromVariable));
  if (word === undefined) return null;
  const [module = "", name = attribute] = word.split(":");
  if (module.endsWith(".py") || module.includes("/")) return { kind: "file", file: null, missing: word };
  const options_ = name === undefined ? {} : { attribute: name.replace(/\(.*$/, "") };
  return moduleEntry(to, module, importDirs, options_);
}

/** Flask and FastAPI take a file or a module, and search modules from the folder above the outermost package. */
function flaskApp(named: string, step: Step, to: Gathered): { entry: Entry; importDir: string } {
  const [target = "", name] = named.split(/:(?![\\/])/);
  const attribute = name?.replace(/\(.*$/, "");
  const asFile = path.resolve(step.cwd, target);
  const dotted = !target.includes("/") && !target.endsWith(".py");
  const base = dotted ? path.join(step.cwd, ...target.split(".")) : asFile.replace(/\.py$/, "");
  let importDir = path.dirname(base);
  if (path.basename(base) === "__init__") importDir = path.dirname(importDir);
  while (isFile(path.join(importDir, "__init__.py"))) importDir = path.dirname(importDir);
  if (dotted && !isFile(`${base}.py`) && !isFile(path.join(base, "__init__.py"))) importDir = step.cwd;
  if (!dotted && !isFile(asFile) && !isFile(`${asFile}.py`) && !isFile(path.join(asFile, "__init__.py")))
    return {
      entry: { ...fileEntry(to, target, step.cwd), ...(attribute === undefined ? {} : { attribute }) },
      importDir,
    };
  const module = dotted
    ? target
    : path
        .relative(importDir, base)
        .split(path.sep)
        .join(".")
        .replace(/\.__init__$/, "");
  const entry = moduleEntry(
    to,
    module,
    dotted ? [importDir, step.cwd] : [importDir],
    attribute === undefined ? {} : { attribute },
  );
  return { entry, importDir };
}

/** flask loads .env and .flaskenv from the working folder or above it, before the application, when python-dotenv is there. */
function flaskEnv(options: Options, step: Step, to: Gathered): void {
  const named = optionValue(options, "env-file");
  if (named)
    addEnvFile(to, step, named.value, "python", {
      how: `${named.flag} ${named.value}`,
      needs: "python-dotenv",
    });
  if (/^(1|true|yes|on|t|y)$/i.test(variable(to, "FLASK_SKIP_DOTENV") ?? "")) return;
  for (const name of [".env", ".flaskenv"])
    addEnvFile(to, step, nearestUpward(step.cwd, name), "python", {
      optional: true,
      how: "flask",
      needs: "python-dotenv",
    });
}

function several(options: Options, name: string): boolean {
  return Number(optionValue(options, name)?.value ?? 1) > 1;
}

function variableOf(to: Gathered, name: string): { portVariable?: string } {
  return variable(to, name) === undefined ? {} : { portVariable: name };
}

/** The folder that the server puts first, before those of Python. */
function first(step: Step, folder: string, dirs: string[]): string[] {
  return unique([path.resolve(step.cwd, folder), ...withoutBin(dirs)]);
}

/** The folder of a console script bears no module of the project. */
function withoutBin(dirs: string[]): string[] {
  return dirs.filter((d) => d !== "." && !/[\\/](bin|Scripts)$/.test(d));
}

function unique(folders: string[]): string[] {
  return [...new Set(folders)];
}
