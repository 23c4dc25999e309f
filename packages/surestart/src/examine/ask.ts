/** Ctrl-C was the answer to a question: surestart ends at once, with the status of an interrupt. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/** There is somebody to ask. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/** Asks for a yes or a no. Throws `Interrupted`. */
export async function confirmed(message: string, initialValue: boolean): Promise<boolean> {
  const { confirm, isCancel } = await import("@clack/prompts");
  const answer = await confirm({ message, initialValue, output: process.stderr });
  // The prompt has read from the terminal; nothing of ours does from here on.
  process.stdin.pause();
  if (isCancel(answer)) throw new Interrupted();
  return answer;
}
