/** A service that programs reach by an address in a variable: its URLs, and how it is told from another without harm. */
export interface Service {
  /** In a sentence: "Redis", "the mail server". @default "the service" */
  called?: string;
  /** The same of one that was not expected: "a mail server". @default `called` */
  seen?: string;
  /** Schemes of its URLs, without the driver after `+`. */
  schemes: readonly string[];
  /** The port when the URL names none; null where there is no usual one. */
  port: number | null;
  /** Schemes that mean TLS from the first byte, where nothing is said, and their port. */
  tls?: { schemes: readonly string[]; port?: number };
  /** Who speaks first on a fresh connection. none: nobody does, or nothing is to be said. */
  greeting: "server" | "client" | "none";
  /** What is said to it so that it says who it is, in latin1. */
  asks?: string;
  /** Its first words (in latin1), by which it is known. */
  answers?: RegExp | ((bytes: Buffer) => boolean);
  /** What it answers to a client while it is still starting, or already ending. */
  starting?: RegExp;
  /** A command that says whether it is ready, with `{host}` and `{port}`. */
  ready?: string;
  /** It speaks this one's protocol. */
  speaks?: string;
  /** Beginnings of names of variables that mean it where the value is only a host: `REDIS_HOST`. */
  names?: readonly string[];
  /** What `DB_ENGINE` and its like say of it. */
  engine?: RegExp;
  /** What it says of a database that it does not have (the first group is its name), and the command that creates `{name}`. */
  noDatabase?: { says: RegExp; create: string };
  /** How it is started on a developer's machine. */
  start?: string;
}
