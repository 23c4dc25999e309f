import { execFileSync } from "node:child_process";
import type { Draft } from "./draft.ts";

/** Runs git in a folder; null where there is no git, no work tree, or git says no. No hook and no pager is run by these commands. */
function git(dir: string, args: string[]): string | null {
  try {
    return execFileSync("git", args, {
      cwd: dir,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      timeout: 10_000,
      // Where a hook of git itself calls us, its variables would lead to another repository.
      env: { ...withoutGit(process.env), GIT_OPTIONAL_LOCKS: "0" },
    });
  } catch {
    return null;
  }
}

function withoutGit(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith("GIT_")));
}

export function isTracked(dir: string, file: string): boolean {
  return git(dir, ["ls-files", "--error-unmatch", "--", file]) !== null;
}

/** Git ignores it, by whatever rule. */
function isIgnored(dir: string, file: string): boolean {
  // `--no-index`: a tracked file is asked for as if it were not.
  return git(dir, ["check-ignore", "-q", "--no-index", "--", file]) !== null;
}

/** Adds the file to the .gitignore next to it, unless git ignores it already. */
export function ignoreInGit(draft: Draft, file: string): void {
  if (isIgnored(draft.dir, file)) return;
  const slash = file.lastIndexOf("/");
  const line = `/${file.slice(slash + 1)}`;
  const ignore = `${file.slice(0, slash + 1)}.gitignore`;
  if (draft.exists(ignore) && draft.created(ignore) === null && hasLine(draft.text(ignore).text, line))
    return;
  draft.appendTo(ignore, line, 0o666);
}

function hasLine(text: string, line: string): boolean {
  return text.split(/\r?\n/).includes(line);
}

/** The index entry of a file, as `update-index --cacheinfo` takes it: mode, object, path from the top of the work tree. */
export interface IndexEntry {
  mode: string;
  object: string;
  path: string;
}

/** Takes a file out of git's index; it stays on disk. Gives the entry that it had; null when it could not be done. */
export function untrack(dir: string, file: string): IndexEntry | null {
  const [line] = git(dir, ["ls-files", "-s", "--full-name", "-z", "--", file])?.split("\0") ?? [];
  const match = /^(\d+) ([0-9a-f]+) \d+\t(.+)$/s.exec(line ?? "");
  if (!match || git(dir, ["rm", "--cached", "--quiet", "--force", "--", file]) === null) return null;
  return { mode: match[1]!, object: match[2]!, path: match[3]! };
}

/** Puts an entry back into the index. */
export function trackAgain(dir: string, { mode, object, path }: IndexEntry): boolean {
  const root = git(dir, ["rev-parse", "--show-toplevel"])?.trim();
  if (!root) return false;
  return git(root, ["update-index", "--add", "--cacheinfo", `${mode},${object},${path}`]) !== null;
}

/** Which of these files git sees as changed, and which it does not track and does not ignore; null outside of a work tree. */
export function changedInGit(
  dir: string,
  files: string[],
): { changed: string[]; untracked: string[] } | null {
  const list = (...which: string[]): string[] | undefined => {
    const out = git(dir, ["ls-files", ...which, "--exclude-standard", "-z", "--", ...files]);
    return out === null ? undefined : [...new Set(out.split("\0").filter((file) => file !== ""))];
  };
  const changed = list("-m", "-d");
  const untracked = list("-o");
  return changed && untracked ? { changed, untracked } : null;
}
