import { stat } from "node:fs";

/** Milliseconds after which the queue counts as full. */
const patience = 250;

/**
 * Ends the process. `process.exit` waits for all that is in libuv's queue, and two hundred passwords that are being hashed take
 * half a minute: when something new in it is not done soon, the process kills itself, and its status is that of SIGKILL.
 */
export function leave(status: number): void {
  const full = setTimeout(() => process.kill(process.pid, "SIGKILL"), patience);
  stat(process.execPath, () => {
    clearTimeout(full);
    process.exit(status);
  });
}
