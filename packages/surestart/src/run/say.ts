import { wrap } from "../report/visible.ts";

const name = "surestart: ";

/** One message of ours, on stderr. A terminal would break it in the middle of a word. */
export function say(line: string): void {
  const { isTTY, columns } = process.stderr;
  const lines = isTTY && columns > 2 * name.length ? wrap(line, columns - name.length) : [line];
  process.stderr.write(`${name}${lines.join(`\n${" ".repeat(name.length)}`)}\n`);
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
