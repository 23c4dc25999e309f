import { endOf, type Signals } from "../launch/signals.ts";
import type { Program } from "../launch/spawn.ts";
import { startProgram } from "../launch/spawn.ts";
import { stopProgram } from "../launch/stop.ts";
import { watchOver } from "../launch/watchdog.ts";
import { outerRun } from "../ports/outer-run.ts";
import { exitStatus } from "./status.ts";

/** Runs `--then`'s command by the shell, with PORT and the backend's URL as SURESTART_URL, and gives its status. */
export async function runThen(
  line: string,
  options: {
    dir: string;
    url: string | null;
    port: number | null;
    stdout: 1 | 2;
    signals: Signals;
    onStart: (program: Program) => void;
  },
): Promise<number> {
  const shell =
    process.platform === "win32"
      ? [process.env["ComSpec"] ?? "cmd.exe", "/d", "/s", "/c", line]
      : ["/bin/sh", "-c", line];
  const watchdog = watchOver(`${outerRun}=${process.pid}:`);
  const program = startProgram({
    argv: shell,
    cwd: options.dir,
    env: {
      ...process.env,
      ...(options.port === null ? {} : { PORT: String(options.port) }),
      // The mark of this run, and no port: that is the backend's.
      [outerRun]: `${process.pid}:`,
      ...(options.url === null ? {} : { SURESTART_URL: options.url }),
    },
    stdout: options.stdout,
  });
  if (program.pid !== null) watchdog.over(program.pid);
  options.onStart(program);
  await endOf(program, options.signals);
  await stopProgram(program, { force: options.signals.force, asked: options.signals.asked });
  const ending = await program.ended;
  watchdog.dismiss();
  await program.drained();
  if (ending.spawnError) return ending.spawnError.code === "ENOENT" ? 127 : 126;
  return exitStatus(ending);
}
