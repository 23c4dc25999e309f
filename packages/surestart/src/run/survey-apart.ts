import { type ChildProcess, fork } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Facts } from "../facts.ts";
import type { SurveyOptions } from "../survey/options.ts";
import type { Reply } from "./survey-child.ts";

/** Milliseconds for which the end of a killed process is waited for. */
const longestEnd = 1000;

/**
 * Reads a project in a process of its own (survey-child.ts), which has less of a claim to the processor than the program that
 * boots meanwhile, and keeps nothing waiting here. null: it could not, or `signal` has ended it.
 */
export function surveyApart({ signal, ...options }: SurveyOptions): Promise<Facts | null> {
  // Windows has no group that would end with a run that is killed: there such a process was left.
  if (process.platform === "win32") return Promise.resolve(null);
  // What our own Node was told to load, or to open for a debugger, is not to be done twice.
  const { NODE_OPTIONS: _, ...env } = process.env;
  const ending = path.extname(import.meta.url);
  const script = fileURLToPath(new URL(`./survey-child${ending}`, import.meta.url));
  // What is built is loaded as it was compiled before.
  const load = ending === ".cjs" ? [fileURLToPath(new URL("../../bin/load.cjs", import.meta.url))] : [];
  return new Promise((resolve) => {
    const [file = script, ...words] = [...load, script];
    const child = fork(file, words, {
      // A group of its own: the interpreters that it asks end with it.
      detached: true,
      env,
      execArgv: [],
      serialization: "advanced",
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    const end = (facts: Facts | null): void => {
      signal?.removeEventListener("abort", stop);
      resolve(facts);
    };
    let stopped = false;
    const stop = (): void => {
      stopped = true;
      endGroup(child);
    };
    signal?.addEventListener("abort", stop, { once: true });
    child.once("message", (reply: Reply) => {
      if (!stopped) end(reply.facts);
    });
    child.once("error", () => end(null));
    child.once("exit", async () => {
      if (stopped) await groupGone(child);
      end(null);
    });
    child.send(options, () => {});
  });
}

function endGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  } catch {
    // It has ended meanwhile.
  }
}

/** Resolves when the system has taken away what was killed; that takes a moment on a busy machine. */
async function groupGone({ pid }: ChildProcess): Promise<void> {
  if (pid === undefined) return;
  const { isGroupGone } = await import("../launch/group.ts");
  const until = performance.now() + longestEnd;
  while (!(await isGroupGone(pid)) && performance.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 5));
}
