import type { Holder } from "../facts.ts";
import type { PortState } from "../ports/examine.ts";
import { mustNotTake, takePort } from "../ports/take.ts";
import { holderWords } from "./holder-words.ts";
import type { Policy, PortQuestion } from "./port.ts";

/**
 * What becomes of a wanted port that somebody has: asked, or by the policy "replace". free: the holder is gone. next: another
 * port. stop: the user does not want either. Without consent only an earlier run of this project is ever ended.
 */
export async function settleConflict(
  policy: Policy,
  port: number,
  state: PortState,
  question: PortQuestion,
): Promise<"free" | "next" | "stop"> {
  const holder = state.holders?.[0];
  if (policy === "replace") return holder ? replace(holder, question.options.yes, question) : "next";
  const choice = await ask(port, holder ?? null, question);
  return choice === "replace" && holder
    ? replace(holder, true, question)
    : choice === "next"
      ? "next"
      : "stop";
}

async function replace(holder: Holder, consent: boolean, { say }: PortQuestion): Promise<"free" | "next"> {
  const taken = await takePort(holder, { consent });
  if (taken.freed) {
    say(`stopped ${holderWords(holder)}: ${lowerFirst(taken.why)}`);
    return "free";
  }
  say(`${holderWords(holder)} was left alone: ${lowerFirst(taken.why)}`);
  return "next";
}

async function ask(
  port: number,
  holder: Holder | null,
  { asking, interrupt }: PortQuestion,
): Promise<"replace" | "next" | "stop"> {
  const { isCancel, select } = await import("@clack/prompts");
  const who = holder ? holderWords(holder) : "a process that cannot be seen from here";
  const mayReplace = holder !== null && (await mustNotTake(holder)) === null;
  const other = { value: "next" as const, label: "Use the next free port" };
  const end = {
    value: "replace" as const,
    label: holder?.ownRun ? "Stop it and take its place" : "Stop it and use its port",
  };
  const stop = { value: "stop" as const, label: "Cancel" };
  const first = mayReplace ? (holder.ownRun ? [end, other] : [other, end]) : [other];
  const answer = await asking(() =>
    select({
      message: `Port ${port} is in use by ${who}.`,
      options: [...first, stop],
      output: process.stderr,
    }),
  );
  // The prompt has read from the terminal; from here on it belongs to the program.
  process.stdin.pause();
  if (!isCancel(answer)) return answer;
  interrupt();
  return "stop";
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
