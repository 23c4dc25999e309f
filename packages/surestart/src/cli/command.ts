import type { Format } from "../report/report.ts";

/** One command as it was called: what its file's `command` gets. Everything was checked against its `CommandSpec`. */
export interface Call {
  /** Of the command: "doctor". */
  name: string;
  /** Positional arguments: DIR, CODE, PORT. */
  args: string[];
  /** The start command; null where none was typed. */
  argv: string[] | null;
  /** The options as they were typed, in their order: what is to be typed again repeats them. */
  typed: TypedOption[];
  /** The start command was typed after `--`. */
  dashes: boolean;
  flag: (name: string) => boolean;
  /** The option's value; of a repeatable one, the last. */
  text: (name: string) => string | undefined;
  list: (name: string) => string[];
  /** `--format`. @default "text" */
  format: Format;
  /** `--color` and `--no-color`; undefined when neither is there. */
  color: boolean | undefined;
  /** Absolute: `--cwd`, else the working directory. */
  cwd: string;
  /** `--env-file`, absolute, in order; the later file wins. */
  envFiles: string[];
}

export interface TypedOption {
  name: string;
  /** `--port=1` or `--port`, `1`. */
  words: string[];
}

/** Does the work and gives the exit status. */
type Command = (call: Call) => Promise<number>;

/** What is known of a command without loading it: parsing, `--help` and the documentation are made from it. */
export interface CommandSpec {
  name: string;
  /** For the usage line: "[DIR] [-- COMMAND…]". */
  usage: string;
  summary: string;
  /** More sentences for `--help`. */
  about?: string;
  /** How many positional arguments it takes at most, and at least. @default min 0 */
  args: { max: number; min?: number };
  /** It takes a start command. first: the first word that is no option begins it. dashes: it follows `--`. */
  takesCommand: "first" | "dashes" | false;
  /** Common options that do nothing here: accepted, and not shown in the help. */
  useless?: string[];
  formats: Format[];
  options: Record<string, OptionSpec>;
  examples: [command: string, what: string][];
  load: () => Promise<{ command: Command }>;
}

export interface OptionSpec {
  /** The name of its value in the help; none for a flag. */
  value?: string;
  repeatable?: boolean;
  choices?: string[];
  /** What the value must be. */
  check?: "integer" | "seconds";
  /** Options that make no sense together with this one. */
  excludes?: string[];
  /** Its value is a whole command line, which is easily forgotten to be quoted. */
  line?: true;
  help: string;
  short?: string;
}

/** The user's call is wrong: one line, status 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  /** The command whose help may be of use; null: the help of all; false: no help speaks of it. */
  readonly of: string | null | false;

  constructor(message: string, of: string | null | false = null) {
    super(message);
    this.of = of;
  }
}
