import { homedir } from "node:os";
import { join } from "node:path";

/** The user's folder for what programs keep between runs: XDG_STATE_HOME, `%LOCALAPPDATA%` on Windows, else ~/.local/state. */
export function stateFolder(environment: Record<string, string | undefined>): string {
  const base =
    environment["XDG_STATE_HOME"] ||
    (process.platform === "win32" && environment["LOCALAPPDATA"]) ||
    join(environment["HOME"] || homedir(), ".local", "state");
  return join(base, "surestart");
}
