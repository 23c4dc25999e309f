// `npm run examples`: the backend, and the services that trust its tokens, which examples-together.ts starts. This process only
// sees to it that they end: with Ctrl-C, a signal, the npm that started it, or when this process itself is killed.
import { fork } from "node:child_process";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";
import { watchParent } from "../packages/surestart/src/launch/parent.ts";

// In a group of its own: when it is killed, what it has started is still known by the group. And it is connected to this
// process: when that is over, it ends what it has started.
const together = fork(
  fileURLToPath(new URL("examples-together.ts", import.meta.url)),
  process.argv.slice(2),
  {
    detached: process.platform !== "win32",
  },
);

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => end(signal));
watchParent(() => end("SIGTERM"));

together.once("exit", (code, signal) => {
  if (signal !== null) endGroup();
  process.exit(code ?? 128 + constants.signals[signal as NodeJS.Signals]);
});

function end(signal: NodeJS.Signals): void {
  if (together.exitCode === null && together.signalCode === null) together.kill(signal);
}

/** A group's number is not given again while a process is in it. */
function endGroup(): void {
  if (process.platform === "win32" || together.pid === undefined) return;
  try {
    process.kill(-together.pid, "SIGTERM");
  } catch {
    // Nothing was left of it.
  }
}
