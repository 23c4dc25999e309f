import type { PortFacts, StartCommand } from "../facts.ts";
import type { Place } from "../finding.ts";
import { isOpen } from "../open-value.ts";

export interface PortSources {
  /** `--port` of surestart. */
  option?: string | number | undefined;
  environment: Readonly<Record<string, string | undefined>>;
  /** PORT as the program's .env gives it, and where it is; null when no .env says one. */
  envFile?: { value: string; at: Place | null } | null;
}

type Said = {
  text: string;
  from: NonNullable<PortFacts["wanted"]>["from"];
  variable: string | null;
  words: string;
  at: Place | null;
};

/**
 * The port that is wanted: `--port`; else what the command itself says (a flag, or an assignment in front of it); else the
 * environment; else .env. An empty value says nothing. A value that is no whole number from 0 to 65535 is `invalid` and
 * never replaced by the next source. Both null: nobody says one.
 */
export function wantedPort(
  command: Pick<StartCommand, "port" | "env" | "at"> &
    Partial<Pick<StartCommand, "portVariable" | "program">>,
  sources: PortSources,
): Pick<PortFacts, "wanted" | "invalid"> {
  const said = firstSaid(command, sources);
  if (said === null) return { wanted: null, invalid: null };
  const value = parsePort(said.text);
  if (value !== null) return { wanted: { value, from: said.from, at: said.at }, invalid: null };
  return {
    wanted: null,
    invalid: { variable: said.variable, shown: masked(said.text), from: said.words, at: said.at },
  };
}

/** A whole number from 0 to 65535 in plain digits, blanks around it allowed; null for everything else. */
export function parsePort(text: string): number | null {
  const digits = text.trim();
  return /^\d{1,5}$/.test(digits) && Number(digits) <= 65535 ? Number(digits) : null;
}

function firstSaid(
  command: Parameters<typeof wantedPort>[0],
  { option, environment, envFile }: PortSources,
): Said | null {
  if (option !== undefined && option !== "")
    return { text: String(option), from: "option", variable: null, words: "of --port", at: null };
  const { port, at } = command;
  if (port)
    return { text: port.value, from: "flag", variable: null, words: `of the command (${port.flag})`, at };
  // A server that is bound to a unix socket has no port, whatever PORT says.
  if (command.program?.some((word) => /^(--bind=)?unix:/.test(word))) return null;

  for (const name of new Set([command.portVariable ?? "PORT", "PORT"])) {
    const own = command.env[name];
    if (own) return { text: own, from: "environment", variable: name, words: "in front of the command", at };
    const outer = environment[name];
    if (outer)
      return { text: outer, from: "environment", variable: name, words: "of the environment", at: null };
  }
  if (envFile?.value)
    return {
      text: envFile.value,
      from: "env-file",
      variable: "PORT",
      words: `in ${envFile.at?.file ?? ".env"}`,
      at: envFile.at,
    };
  return null;
}

/** As it is written; what is no word at all may be a secret, and shows its length and its first two characters. */
function masked(text: string): string {
  if (isOpen("PORT", text)) return JSON.stringify(text);
  return `${text.length} characters that begin with ${JSON.stringify(text.slice(0, 2))}`;
}
