import { spawn, spawnSync } from "node:child_process";
import { isatty } from "node:tty";

/**
 * Notes how the terminal is set, and gives a function that puts it back: a program that was killed in raw mode cannot do it
 * itself. Does nothing where our stdin is no terminal.
 */
export function keepTerminal(): () => void {
  // Not process.stdin: to make that stream takes as long as the rest of a start.
  if (!isatty(0) || process.platform === "win32") return () => {};
  let before: string | null = null;
  // During the start, not before it: the program needs longer to touch the terminal than this to read it.
  const child = spawn("stty", ["-g"], { stdio: ["inherit", "pipe", "ignore"] });
  let text = "";
  child.stdout.on("data", (chunk) => (text += chunk));
  child.on("error", () => {});
  child.on("close", (code) => {
    if (code === 0) before = text.trim();
  });
  return () => {
    if (before !== null) spawnSync("stty", [before], { stdio: ["inherit", "ignore", "ignore"] });
  };
}
