import type { StartCommand } from "../facts.ts";
import { joined, type ServerPort, servers } from "./servers.ts";

export interface Told {
  /** The command line to start. */
  argv: string[];
  /** Variables to set for it, beside the environment. */
  env: Record<string, string>;
  /** The rung, best first. none: no way to tell this program is known; what it binds then must be watched. */
  told: "placeholder" | "flag" | "positional" | "env" | "none";
  /** What was done, for a person: "--port 8001", "PORT=8001". */
  words: string;
}

type Command = Pick<StartCommand, "argv" | "program" | "through" | "server" | "port" | "host" | "env"> &
  Partial<Pick<StartCommand, "portVariable" | "alone">>;

/**
 * Tells a start command its port and, where one is wanted, its host, on the best rung: `{port}` in the command; the flag that
 * it bears, put in its place; the flag of a known server, added to it; a variable that the server reads. PORT (and HOST)
 * are set in any case, since programs also build URLs from them. Nothing is run and nothing is written.
 */
export function tellPort(
  command: Command,
  { port, host = null }: { port: number; host?: string | null },
): Told {
  const server = command.server === null ? undefined : servers[command.server];
  const env = variables(command, server, port, host);
  const filled = command.argv.map((word) =>
    word.replaceAll("{port}", String(port)).replaceAll("{host}", host ?? command.host?.value ?? "127.0.0.1"),
  );
  if (command.argv.some((word) => word.includes("{port}")))
    return { argv: filled, env, told: "placeholder", words: `{port} is ${port}` };
  const rungs = command.port ? [replaceFlag, appendFlag] : [addFlag, appendFlag, setVariable];
  for (const rung of rungs) {
    const told = rung({ command: { ...command, argv: filled }, server, port, host, env });
    if (told) return told;
  }
  const why = command.port
    ? `${command.port.flag} stands where it cannot be replaced`
    : `${command.server} reads no variable`;
  return { argv: filled, env, told: "none", words: why };
}

interface Rung {
  command: Command;
  server: ServerPort | undefined;
  port: number;
  host: string | null;
  env: Record<string, string>;
}

/** The command bears a port: another one in its place, in the word itself or in the text that a shell is given. */
function replaceFlag({ command, port, host, env }: Rung): Told | null {
  const { program, port: borne, host: borneHost } = command;
  if (!borne) return null;
  const words = [...program];
  const old = program[borne.index] ?? "";
  if (!old.endsWith(borne.value)) return null;
  words[borne.index] = old.slice(0, old.length - borne.value.length) + port;
  if (host !== null && borneHost) {
    const word = words[borneHost.index] ?? "";
    const at = word.lastIndexOf(borneHost.value);
    if (at >= 0) words[borneHost.index] = word.slice(0, at) + host + word.slice(at + borneHost.value.length);
  }
  const shown =
    borne.index > 0 && !old.startsWith("-")
      ? `${borne.flag} ${words[borne.index]}`
      : (words[borne.index] as string);
  const start = innermostAt(command);
  if (start !== null)
    return { argv: [...command.argv.slice(0, start), ...words], env, told: "flag", words: shown };
  const argv = replaceInText(command.argv, program, words);
  return argv && { argv, env, told: "flag", words: shown };
}

/** The innermost command stands in `argv` word for word: a known server's words go to its end. */
function addFlag({ command, server, port, host, env }: Rung): Told | null {
  if (!server?.words || innermostAt(command) === null) return null;
  const added = server.words(port, command.host === null ? host : null);
  // The host that the command bears belongs into the same word.
  const words =
    command.host && server.positional !== true ? withHost(server, port, command.host.value) : added;
  return {
    argv: [...command.argv, ...words],
    env,
    told: server.positional ? "positional" : "flag",
    words: words.join(" "),
  };
}

/** Behind `npm run` and its like: what is appended to the runner goes to the end of the script. */
function appendFlag({ command, server, port, host, env }: Rung): Told | null {
  if (!server?.words || command.alone !== true || innermostAt(command) !== null) return null;
  if (command.port && server.lastWins !== true) return null;
  const dashes = scriptRunners(command.through);
  if (dashes === null) return null;
  const words = command.host ? withHost(server, port, command.host.value) : server.words(port, host);
  const argv = [...command.argv, ...(command.argv.includes("--") ? [] : dashes), ...words];
  return { argv, env, told: server.positional ? "positional" : "flag", words: words.join(" ") };
}

/** The last rung: a variable, where the server (or, for what is no known server, surely the program itself) reads it. */
function setVariable({ command, server, port, env }: Rung): Told | null {
  const name = command.portVariable ?? server?.variables?.port ?? "PORT";
  if (server && !command.portVariable && !server.variables && !server.readsPort) return null;
  if (command.env[name] === undefined || command.env[name] === String(port))
    return { argv: command.argv, env, told: "env", words: `${name}=${port}` };
  // An assignment in the command itself beats ours: it is replaced where it can be seen.
  const argv = replaceInText(command.argv, [`${name}=${command.env[name]}`], [`${name}=${port}`]);
  return argv && { argv, env, told: "env", words: `${name}=${port}` };
}

function variables(
  command: Command,
  server: ServerPort | undefined,
  port: number,
  host: string | null,
): Record<string, string> {
  const env: Record<string, string> = { PORT: String(port) };
  if (host !== null) env["HOST"] = host;
  if (command.portVariable) env[command.portVariable] = String(port);
  if (server?.variables) {
    env[server.variables.port] = String(port);
    if (server.variables.host && host !== null) env[server.variables.host] = host;
  }
  return env;
}

/** Where `program` begins in `argv` when it is its end, word for word; null when it was read from a script or a text. */
function innermostAt({ argv, program }: Command): number | null {
  const start = argv.length - program.length;
  return program.length > 0 && start >= 0 && program.every((word, at) => argv[start + at] === word)
    ? start
    : null;
}

/** Servers with one option for both need the host that the command names; the others keep it in its own option. */
function withHost(server: ServerPort, port: number, host: string): string[] {
  const alone = server.words?.(port, null) ?? [];
  return alone.some((word) => word.endsWith(`:${port}`)) ? ["--bind", joined(host, port)] : alone;
}

/**
 * Replaces words that changed inside of the one word that is a text for a shell (`sh -c "…"`). Only where the old words
 * stand there once, next to each other and as they are: what was quoted or expanded is left alone.
 */
function replaceInText(
  argv: readonly string[],
  before: readonly string[],
  after: readonly string[],
): string[] | null {
  const exact = argv.indexOf(before.join(" "));
  const changed = before.findIndex((word, at) => word !== after[at]);
  const lastChanged = before.findLastIndex((word, at) => word !== after[at]);
  if (changed < 0) return [...argv];
  // With the word in front of it, so that `--port 80` is not mistaken for another 80.
  const from = Math.max(0, changed - 1);
  const old = before.slice(from, lastChanged + 1).join(" ");
  const now = after.slice(from, lastChanged + 1).join(" ");
  if (exact >= 0)
    return argv.with(
      exact,
      (argv[exact] as string).replace(old, () => now),
    );
  const hits = argv.flatMap((word, at) => occurrences(word, old).map((start) => ({ at, start })));
  const [hit] = hits;
  if (hits.length !== 1 || !hit) return null;
  const text = argv[hit.at] as string;
  return argv.with(hit.at, text.slice(0, hit.start) + now + text.slice(hit.start + old.length));
}

/** Where a run of words stands in a text as whole words. */
function occurrences(text: string, words: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    const end = at + words.length;
    if (
      (at === 0 || /[\s;&|(]/.test(text[at - 1] as string)) &&
      (end === text.length || /[\s;&|)]/.test(text[end] as string))
    )
      found.push(at);
  }
  return found;
}

// Wrappers that hand on to the program whatever stands at the end of their own command line.
const handsOn =
  /^(npx|env|cross-env|cross-env-shell|dotenv|dotenvx|poetry|uv|pipenv|pdm|hatch|rye|bundle|exec|nice|nohup|time|stdbuf|command)$/;

/** The dashes that a chain of script runners needs in front of what is appended; null when something else is in the way. */
function scriptRunners(through: readonly string[]): string[] | null {
  const runners = through.filter((name) => !handsOn.test(name));
  if (runners.length === 0 || runners.some((name) => !/^(npm|yarn|pnpm|bun)$/.test(name))) return null;
  // Every npm takes one pair for itself; the others hand all on.
  if (runners.every((name) => name === "npm")) return runners.map(() => "--");
  return runners.includes("npm") ? null : [];
}
