import { execFile } from "node:child_process";
import { upward } from "../folders.ts";

/** The top of the git work tree in which a folder is; null when it is in none. Runs nothing. */
export function gitTop(dir: string): string | null {
  return upward(dir, ".git");
}

/**
 * Which of `files` (relative to `dir`) git tracks. null: git is not there, or did not answer in a second.
 * The repository's own settings cannot make git run anything here.
 */
export async function trackedFiles(dir: string, files: readonly string[]): Promise<Set<string> | null> {
  if (gitTop(dir) === null) return null;
  if (files.length === 0) return new Set();
  const text = await git(dir, ["ls-files", "-z", "--", ...files.map((file) => `:(literal)${file}`)]);
  return text === null ? null : new Set(text.split("\0").filter(Boolean));
}

/** The folder is in a git work tree, and git answers. */
export async function gitAnswers(dir: string): Promise<boolean> {
  return gitTop(dir) !== null && (await git(dir, ["rev-parse", "--is-inside-work-tree"]))?.trim() === "true";
}

function git(dir: string, args: string[]): Promise<string | null> {
  const { promise, resolve } = Promise.withResolvers<string | null>();
  // A hook of git around us (a commit that runs the doctor) must not point it to another repository.
  const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !key.startsWith("GIT_")));
  const options = {
    cwd: dir,
    env,
    timeout: 1000,
    killSignal: "SIGKILL",
    maxBuffer: 4 << 20,
    windowsHide: true,
  } as const;
  execFile("git", ["-c", "core.fsmonitor=false", ...args], options, (error, stdout) =>
    resolve(error ? null : stdout),
  );
  return promise;
}
