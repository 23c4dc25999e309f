import type { Entry, Language, StartCommand } from "../../facts.ts";
import { optionValue, readOptions } from "./options.ts";

/** What the innermost command says by itself. */
export interface Program {
  language: Language | null;
  server: string | null;
  entry: Entry | null;
  importDirs: string[];
  port: StartCommand["port"];
  host: StartCommand["host"];
  reloads: boolean;
  portVariable?: string;
}

export const nothing: Program = {
  language: null,
  server: null,
  entry: null,
  importDirs: [],
  port: null,
  host: null,
  reloads: false,
};

/** `host:port`, as bind options take it; null for a unix socket or a file descriptor. */
export function address(word: { value: string; index: number; flag: string } | null): {
  port: StartCommand["port"];
  host: StartCommand["host"];
} {
  const text = word?.value.replace(/^(?:tcp|http|ssl):\/\//, "") ?? "";
  if (!word || /^(unix|fd|tcp|udp):|^\//.test(text)) return { port: null, host: null };
  const m = /^(?:(.*):)?(\d+|\$\w+|\$\{.*\}|\{port\})$/.exec(text);
  if (!m) return { port: null, host: text === "" ? null : { ...word, value: text } };
  const host = m[1] === undefined || m[1] === "" ? null : m[1];
  return { port: { ...word, value: m[2] as string }, host: host === null ? null : { ...word, value: host } };
}

/** `--port` and `--host` of a program's own command line. */
export function plainFlags(argv: readonly string[], from: number): Pick<Program, "port" | "host"> {
  const options = readOptions(argv, from, { values: "port, host hostname bind" });
  const port = optionValue(options, "port");
  return {
    port: port && /^(\d+|\$.*|\{port\})$/.test(port.value) ? port : null,
    host: optionValue(options, "host"),
  };
}
