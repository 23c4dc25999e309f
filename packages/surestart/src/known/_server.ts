/** A program that serves: how it is told its port, and what it takes when it is not told. */
export interface Server {
  /** Without it, PORT and HOST tell it. */
  tell?: Tell;
  /** The port that it takes when nobody says one. */
  port?: number;
  /** That its port is taken, where it does not hand on the words of the system. */
  taken?: RegExp;
  /** Its option for the pass phrase of its private key. */
  passPhrase?: string;
  /** What it calls its processes in the process table; `app` is what it serves. */
  title?: RegExp;
  /** Its option for the host takes IPv6 in brackets, too. */
  brackets?: true;
  /** It opens the port itself: what the code would open in the same file when run by itself does not count. */
  ownListener?: true;
}

/** Words with `{port}`, `{host}` or `{address}` (both, with brackets where IPv6 needs them) in them. */
export interface Tell {
  port?: string;
  host?: string;
  /** A server that has only this listens on the loopback address by default. */
  both?: string;
  /** It reads no option after its application. */
  optionsFirst?: true;
  /** Of two options of a kind the last one wins: then appending is enough. */
  lastWins?: true;
  /** Variables that the server itself reads, besides PORT: they are set where its own command is what is started. */
  variables?: { port: string; host?: string };
  /** It reads PORT itself. */
  readsPort?: true;
}

/** What a tool says that keeps a program going: a watcher, a reloader, a master of workers. Lines, without colours. */
export interface Keeps {
  /** The program has ended, and nothing happens before a file changes. Groups: `clean` where it ended well, `code`. */
  waits?: RegExp;
  /** What a program of this tool says first when it dies of an error, which follows. */
  dies?: RegExp;
  /** What a program of this tool says last when it ends; it counts where something waits for the next version. */
  stops?: RegExp;
  /** The program is started, or started again: what was said before counts no more. */
  starts?: RegExp;
  /** It starts again by itself what has died. */
  restarts?: true;
  /**
   * The watcher is the program's own process: when the program has ended, it goes on, and says nothing of that. This is how an error
   * without a stack begins.
   */
  inside?: RegExp;
}

/** It says what a project is. */
export interface Framework {
  /** The packages that say that it is in use. @default its name */
  packages?: readonly string[];
  /** Calls that make an application which a server can run, as dotted words. */
  makes?: readonly string[];
  /**
   * The command that serves such an application, with `{module}` and `{attribute}`; and where its imports are found in another
   * folder than the project's, with `{folder}`, `{module}` (from there) and `{stem}` (the file's path without its ending).
   * `factories`: it takes a function that makes the application in its place.
   */
  servedBy?: { command: string; beside: string; factories?: true };
}
