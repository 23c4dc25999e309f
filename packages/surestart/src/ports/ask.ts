import { execFile } from "node:child_process";

/** Runs a command of the system and gives what it printed; an empty text when it is missing, refused or takes too long. */
export type Ask = (file: string, args: readonly string[]) => Promise<string>;

/** In the C locale; 5 seconds. A status other than 0 counts for nothing: lsof ends with 1 when a part was not found. */
export const ask: Ask = (file, args) =>
  new Promise((resolve) => {
    execFile(
      file,
      args,
      {
        encoding: "latin1",
        maxBuffer: 64 << 20,
        timeout: 5_000,
        windowsHide: true,
        env: { ...process.env, LC_ALL: "C" },
      },
      (_error, stdout) => resolve(Buffer.from(stdout, "latin1").toString("utf8")),
    );
  });
