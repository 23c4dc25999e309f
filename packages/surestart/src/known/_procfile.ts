import type { Several } from "./_define.ts";

/** The words of the programs that run a Procfile. */
export const procfile: Several = {
  ended: /^(?:(?<name>\S+) stopped \(rc=(?<how>-?\d+)\)|exited with code (?<code>\d+))$/i,
};
