/** `surestart/config`: what a project says of itself, once, in surestart.config.ts (or .mts, .js, .mjs, .json) in its folder. */

/** Everything is optional; an option of the command line comes before what is here. */
export interface SurestartConfig {
  /** The start command, as it is typed or as its words. `{port}` and `{host}` in it are replaced. */
  start?: string | [string, ...string[]];
  /** The port that is wanted; 0 to 65535. @default what the command, PORT or the .env says */
  port?: number;
  /** The address to listen on. */
  host?: string;
  /** A path or a URL that is asked, or "tcp": that it listens is enough. @default /health, /healthz, /api/health */
  health?: string;
  /** Seconds until it has to be healthy. @default 30 */
  timeout?: number;
  /** When the port is held. @default ask on a terminal, fail in production, next elsewhere */
  onConflict?: "ask" | "next" | "replace" | "fail";
  /** .env files, relative to the folder of this file; the later one wins. */
  envFiles?: string[];
  /** What is in a .env comes before the environment. @default false */
  override?: boolean;
  /** Whether variables whose URL names the service's own port follow it. @default true */
  follow?: boolean;
  /** Whether a program that failed may be started once more with a witness inside, to see why. @default true */
  secondLook?: boolean;
}

/** Gives back what it is given; an editor knows by it what may be there. */
export function defineConfig<const T extends SurestartConfig>(config: T): T {
  return config;
}
