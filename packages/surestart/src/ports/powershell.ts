import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { system32 } from "./system32.ts";

/** One PowerShell that is started with the first question and answers all others too: its start takes longer than any answer. */
export interface PowerShell {
  /**
   * What a statement (one line) prints. null: there is no PowerShell here, a policy forbids it, or no answer came in time.
   * @param ms how long to wait: from the start where it has never answered, and from the oldest question that it has not
   * answered yet, so that one that has fallen silent is waited for once. null: as long as it takes, while this process has other
   * things to do. @default 5000
   */
  ask: (statement: string, ms?: number | null) => Promise<string | null>;
}

type Child = ChildProcessByStdio<Writable, Readable, null>;

interface Question {
  marker: string;
  askedAt: number;
  answer: (text: string | null) => void;
}

/** @param start starts the process; it reads statements from its stdin. @default Windows' own powershell.exe */
export function powerShell(start: () => Child = startWindows): PowerShell {
  let child: Child | null = null;
  let over = false;
  let startedAt = 0;
  let answered = false;
  let count = 0;
  let printed = "";
  let open: Question[] = [];

  const end = (): void => {
    over = true;
    for (const { answer } of open) answer(null);
    open = [];
  };
  const read = (text: string): void => {
    printed += text;
    for (let next = open[0]; next; next = open[0]) {
      const at = printed.indexOf(next.marker);
      if (at < 0) return;
      next.answer(printed.slice(0, at));
      printed = printed.slice(at + next.marker.length);
      open.shift();
      answered = true;
    }
  };
  const begin = (): Child => {
    startedAt = performance.now();
    const made = start();
    made.on("error", end);
    made.on("exit", end);
    made.stdin.on("error", end);
    made.stdout.setEncoding("utf8").on("data", read);
    // It waits for the next question as long as we live, and is no reason to live.
    made.unref();
    for (const stream of [made.stdin, made.stdout]) (stream as unknown as { unref?: () => void }).unref?.();
    made.stdin.write("[Console]::OutputEncoding=[Text.Encoding]::UTF8\n");
    return made;
  };

  return {
    ask(statement, ms = 5000) {
      if (over) return Promise.resolve(null);
      child ??= begin();
      const marker = `surestart-${process.pid}-${++count}`;
      return new Promise((resolve) => {
        const now = performance.now();
        const since = open[0]?.askedAt ?? (answered ? now : startedAt);
        const left = ms === null ? null : Math.max(0, since + ms - now);
        const timer = left === null ? undefined : setTimeout(() => resolve(null), left);
        const answer = (text: string | null): void => {
          clearTimeout(timer);
          resolve(text);
        };
        open.push({ marker, askedAt: answered ? now : startedAt, answer });
        child?.stdin.write(`${statement}; '${marker}'\n`);
      });
    },
  };
}

function startWindows(): Child {
  const file = system32("WindowsPowerShell", "v1.0", "powershell.exe");
  const args = ["-NoProfile", "-NoLogo", "-InputFormat", "Text", "-NoExit", "-Command", "-"];
  // With a console of its own, which nobody sees: Ctrl-C in ours is not for it.
  return spawn(file, args, { stdio: ["pipe", "pipe", "ignore"], windowsHide: true });
}
