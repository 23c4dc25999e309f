import type { Tell } from "../known/_define.ts";
import { serverOf, toolsOf } from "../known/_find.ts";
import { programName } from "../program-name.ts";
import { bracketed } from "./addresses.ts";
import { appendToText, behindScripts, innermostAt, replaceInText, type TellCommand } from "./tell-words.ts";

export interface Told {
  /** The command line to start. */
  argv: string[];
  /** Variables to set for it, in addition to the environment. */
  env: Record<string, string>;
  /** The rung, best first. none: no way to tell this program is known; what it binds then must be watched. */
  told: "placeholder" | "flag" | "positional" | "env" | "none";
  /** What was done, for a person: "--port 8001", "PORT=8001". */
  words: string;
}

/**
 * Tells a start command its port and, where one is wanted, its host, on the best rung: `{port}` in the command; the flag that
 * it has, put in its place; the flag of a known server, added to it; a variable that the server reads. PORT (and HOST)
 * are set in any case, since programs also build URLs from them. Nothing is run and nothing is written.
 */
export function tellPort(
  command: TellCommand,
  { port, host = null }: { port: number; host?: string | null },
): Told {
  // A server that is not known is told by PORT and HOST.
  const server: Tell = serverOf(command.server)?.tell ?? { readsPort: true };
  const env = variables(command, server, port, host);
  const argv = command.argv.map((word) =>
    word.replaceAll("{port}", String(port)).replaceAll("{host}", host ?? command.host?.value ?? "127.0.0.1"),
  );
  if (command.argv.some((word) => word.includes("{port}")))
    return { argv, env, told: "placeholder", words: `{port} is ${port}` };
  const rung: Rung = { command: { ...command, argv }, server, port, host, env };
  const told = command.port
    ? (replaceFlag(rung) ?? appendFlag(rung))
    : // A command that takes its port from a variable says itself how it wants to be told.
      ((command.portVariable ? setVariable(rung) : null) ??
      addFlag(rung) ??
      appendFlag(rung) ??
      setVariable(rung));
  if (told) return told;
  const why = command.port
    ? `${command.port.flag} is where it cannot be replaced`
    : `${command.server} reads no variable for its port`;
  return { argv, env, told: "none", words: why };
}

interface Rung {
  command: TellCommand;
  server: Tell;
  port: number;
  host: string | null;
  env: Record<string, string>;
}

/** The command has a port: another one in its place, in the word itself or in the text that a shell is given. */
function replaceFlag({ command, server, port, host, env }: Rung): Told | null {
  const { program, port: borne } = command;
  const old = program[borne?.index ?? -1];
  if (!borne || !old?.endsWith(borne.value)) return null;
  const words = [...program];
  const front = old.slice(0, old.length - borne.value.length);
  const start = innermostAt(command);
  words[borne.index] = `${front}${port}`;
  if (host !== null && command.host) replaceHost(words, command.host, host);
  // One option for both that has a port only: `:8000`, `8000`.
  else if (host !== null && server.both)
    words[borne.index] = front.replace(/:$/, "") + filled(server.both, port, host).at(-1);
  else if (host !== null && start !== null)
    words.splice(placeFor(command, server), 0, ...filled(server.host, port, host));
  const now = words[borne.index] as string;
  const shown = borne.index > 0 && !old.startsWith("-") ? `${borne.flag} ${now}` : now;
  const argv =
    start === null
      ? replaceInText(command.argv, program, words)
      : [...command.argv.slice(0, start), ...words];
  return argv && { argv, env, told: "flag", words: shown };
}

/** The innermost command is in `argv` word for word: a known server's words go to its end. */
function addFlag({ command, server, port, host, env }: Rung): Told | null {
  const start = innermostAt(command);
  if (start === null || !(server.port ?? server.both)) return null;
  const words = [...command.program];
  const front = command.argv.slice(0, start);
  const borne = command.host;
  if (borne) {
    const kept = host ?? borne.value;
    // `gunicorn -b 127.0.0.1`: what is added would be one more socket, so the port goes into that word.
    replaceHost(words, borne, server.port ? kept : `${bracketed(kept)}:${port}`);
    if (!server.port)
      return {
        argv: [...front, ...words],
        env,
        told: rungOf(server),
        words: `${borne.flag} ${bracketed(kept)}:${port}`,
      };
  }
  const added = borne ? filled(server.port, port, host) : wordsFor(server, port, host);
  // A manager with dashes takes options for its own that are in front of them.
  const takesDashes = toolsOf(programName(front[0] ?? ""), "manager").some(({ manager }) => manager.dashes);
  const end = takesDashes ? words.length : placeFor(command, server);
  const dashes = takesDashes && !front.includes("--") ? ["--"] : [];
  return {
    argv: [...front, ...words.slice(0, end), ...dashes, ...added, ...words.slice(end)],
    env,
    told: rungOf(server),
    words: added.join(" "),
  };
}

/** After `npm run`, or at the end of a shell's text: what is appended goes to the end of the innermost command. */
function appendFlag({ command, server, port, host, env }: Rung): Told | null {
  if (!(server.port ?? server.both)) return null;
  if (command.port && server.lastWins !== true) return null;
  if (command.host && !server.port) return null;
  if (placeFor(command, server) < command.program.length) return null;
  const words =
    command.host && host === null ? filled(server.port, port, host) : wordsFor(server, port, host);
  const argv = appendToText(command, words) ?? behindScripts(command, words);
  return argv && { argv, env, told: rungOf(server), words: words.join(" ") };
}

/** The last rung: a variable, where the server (or, for what is no known server, surely the program itself) reads it. */
function setVariable({ command, server, port, env }: Rung): Told | null {
  const name = command.portVariable ?? server.variables?.port ?? "PORT";
  if (!command.portVariable && !server.variables && !server.readsPort) return null;
  const words = `${name}=${port}`;
  if (command.env[name] === undefined || command.env[name] === String(port))
    return { argv: command.argv, env, told: "env", words };
  // An assignment in the command itself beats ours: it is replaced where it can be seen.
  const argv = replaceInText(command.argv, [`${name}=${command.env[name]}`], [words]);
  return argv && { argv, env, told: "env", words };
}

/** Where options of the server are added in its command. What follows `--` is for what the server runs. */
function placeFor({ program, server: name }: TellCommand, { optionsFirst }: Tell): number {
  const isServer = (word: string): boolean =>
    toolsOf(programName(word), "server").some((tool) => tool.name === name);
  if (optionsFirst) return program.findIndex(isServer) + 1;
  const at = program.indexOf("--");
  return at < 0 ? program.length : at;
}

function wordsFor(server: Tell, port: number, host: string | null): string[] {
  if (server.both && (host !== null || !server.port)) return filled(server.both, port, host ?? "127.0.0.1");
  return [...filled(server.port, port, host), ...(host === null ? [] : filled(server.host, port, host))];
}

/** The words of a row with what is wanted in them. */
function filled(words: string | undefined, port: number, host: string | null): string[] {
  return (words?.split(" ") ?? []).map((word) =>
    word
      .replace("{port}", String(port))
      .replace("{host}", host ?? "")
      .replace("{address}", `${bracketed(host ?? "")}:${port}`),
  );
}

function rungOf({ port = "" }: Tell): "positional" | "flag" {
  return port.startsWith("{") ? "positional" : "flag";
}

function replaceHost(words: string[], borne: { value: string; index: number }, host: string): void {
  const word = words[borne.index] ?? "";
  const at = word.lastIndexOf(borne.value);
  if (at >= 0) words[borne.index] = word.slice(0, at) + host + word.slice(at + borne.value.length);
}

function variables(
  command: TellCommand,
  server: Tell,
  port: number,
  host: string | null,
): Record<string, string> {
  const env: Record<string, string> = { PORT: String(port) };
  if (host !== null) env["HOST"] = host;
  if (command.portVariable) env[command.portVariable] = String(port);
  if (server.variables) {
    env[server.variables.port] = String(port);
    if (server.variables.host && host !== null) env[server.variables.host] = host;
  }
  return env;
}
