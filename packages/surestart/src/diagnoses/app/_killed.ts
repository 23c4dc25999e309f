import type { Facts } from "../../facts.ts";
import { tools } from "../../known/_tools.ts";

/** What each signal that ends a program says about its end. */
export const words: Record<string, string> = {
  SIGKILL: "killed (SIGKILL): by the kernel because memory ran out, by a container's limit, or by somebody",
  SIGTERM: "asked to end (SIGTERM) by another process",
  SIGINT: "interrupted (SIGINT) by another process",
  SIGSEGV: "a segmentation fault (SIGSEGV) in compiled code",
  SIGABRT: "aborted itself (SIGABRT)",
  SIGHUP: "its terminal was closed (SIGHUP)",
  SIGPIPE: "the program that reads its output ended (SIGPIPE)",
  SIGBUS: "a bus error (SIGBUS) in compiled code",
  SIGILL: "an instruction that this processor does not have (SIGILL), in compiled code",
  SIGFPE: "an arithmetic fault (SIGFPE) in compiled code",
};

/** The same numbers on Linux and macOS (POSIX leaves them open; SIGBUS differs and is left out). */
const numbers: Record<number, string> = {
  1: "SIGHUP",
  2: "SIGINT",
  4: "SIGILL",
  6: "SIGABRT",
  8: "SIGFPE",
  9: "SIGKILL",
  11: "SIGSEGV",
  13: "SIGPIPE",
  15: "SIGTERM",
};

/**
 * The signal that ended the program, or what it started: seen by us (`seen` null), handed on by a shell or npm as 128 and
 * its number, or said by a server of its workers.
 */
export function deadlySignal(facts: Facts): { signal: string; seen: string | null } | null {
  const { run } = facts;
  if (run?.outcome !== "failed") return null;
  if (run.ended === "killed") return run.exit?.signal ? { signal: run.exit.signal, seen: null } : null;
  const code = run.ended === "exited" ? (run.exit?.code ?? 0) : 0;
  const signal = numbers[code - 128];
  // Any program may choose such a number for itself: a shell's or npm's words say that it was a signal, or a shell's silence.
  if (signal && (saidBySignal(signal, run.output) || handedOn(facts)))
    return { signal, seen: `It exited with status ${code}, which is 128 plus the number of the signal.` };
  return code === 0 ? killedWorker(run.output) : null;
}

/** A script that waits for its program ends with the program's status; a program that fails by itself mostly says why. */
function handedOn({ command, run }: Facts): boolean {
  return (
    run?.crash === null && run.unread !== true && (command?.through.some((one) => shells.test(one)) ?? false)
  );
}

const shells = /^(?:(?:ba|da|z|k|a)?sh|busybox)$/;

// strsignal(3), as a shell prints it.
const shellWords: Record<string, string> = {
  SIGHUP: "Hangup",
  SIGILL: "Illegal instruction",
  SIGABRT: "Aborted",
  SIGFPE: "Floating point exception",
  SIGKILL: "Killed",
  SIGSEGV: "Segmentation fault",
  SIGTERM: "Terminated",
};

/** `Killed`; `run.sh: line 3:  4711 Killed   node server.js`; `npm error signal SIGKILL`. */
function saidBySignal(signal: string, output: readonly string[]): boolean {
  const words = shellWords[signal] ?? signal;
  const line = new RegExp(
    `^(?:${words}(?: \\(core dumped\\))?|\\S+: (?:line )?\\d+: +\\d+ ${words}\\b.*|npm (?:ERR!|error) signal ${signal})$`,
  );
  return output.slice(-10).some((one) => line.test(one));
}

/** By the words of a server whose worker was ended. */
function killedWorker(output: readonly string[]): { signal: string; seen: string } | null {
  for (const { line, unless } of tools.flatMap(({ says }) => says?.killed ?? [])) {
    const told = unless ? output.findIndex((one) => unless.test(one)) : -1;
    for (const one of (told === -1 ? output : output.slice(0, told)).toReversed()) {
      const groups = line.exec(one)?.groups;
      const signal = groups?.["signal"] ?? numbers[Number(groups?.["number"])];
      if (signal)
        return { signal, seen: "The server reports it of its workers, and starts a new one each time." };
    }
  }
  return null;
}
