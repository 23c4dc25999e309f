import { fork } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Facts } from "../facts.ts";
import type { SurveyOptions } from "../survey/options.ts";
import type { Reply } from "./survey-child.ts";

/**
 * Reads a project in a process of its own (survey-child.ts), which has less of a claim to the processor than the program that
 * boots meanwhile, and keeps nothing waiting here. null: it could not, or `signal` has ended it.
 */
export function surveyApart({ signal, ...options }: SurveyOptions): Promise<Facts | null> {
  // What our own Node was told to load, or to open for a debugger, is not to be done twice.
  const { NODE_OPTIONS: _, ...env } = process.env;
  const script = fileURLToPath(new URL(`./survey-child${path.extname(import.meta.url)}`, import.meta.url));
  return new Promise((resolve) => {
    const child = fork(script, {
      env,
      execArgv: [],
      serialization: "advanced",
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    const end = (facts: Facts | null): void => {
      signal?.removeEventListener("abort", stop);
      resolve(facts);
    };
    const stop = (): void => {
      child.kill("SIGKILL");
      end(null);
    };
    signal?.addEventListener("abort", stop, { once: true });
    child.once("message", (reply: Reply) => end(reply.facts));
    child.once("error", () => end(null));
    child.once("exit", () => end(null));
    child.send(options, () => {});
  });
}
