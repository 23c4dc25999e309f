/** One line of ours, on stderr. */
export function say(line: string): void {
  process.stderr.write(`surestart: ${line}\n`);
}

/** A fault of ours in what we say is told as such, and changes nothing for the program and the status. */
export async function safely(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const { reportCrash } = await import("../report/crash.ts");
    await reportCrash(error);
  }
}
