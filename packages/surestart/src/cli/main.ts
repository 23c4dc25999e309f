import { tellFault } from "../run/say.ts";
import { UsageError } from "./command.ts";
import { parseCall, type Request } from "./options.ts";

// A turn later: only then has this file exported what those that are built besides import from it.
void Promise.resolve(process.argv.slice(2)).then(main);

/** Reads the arguments and hands over to the one command; its status becomes ours when nothing is left to do. */
async function main(words: string[]): Promise<void> {
  keepQuietWhenReaderLeaves();
  try {
    process.exitCode = await answer(parseCall(words));
  } catch (error) {
    if (error instanceof UsageError) {
      const help = error.of === false ? "" : ` (surestart ${error.of ? `${error.of} ` : ""}--help)`;
      process.stderr.write(`surestart: ${error.message}${help}\n`);
      process.exitCode = 2;
      return;
    }
    if (error instanceof Error && error.name === "Interrupted") {
      process.exitCode = 130;
      return;
    }
    process.exitCode = await tellFault(error);
  }
}

async function answer(request: Request): Promise<number> {
  if (request.kind === "version") {
    const { version } = await import("../report/version.ts");
    process.stdout.write(`${version}\n`);
    return 0;
  }
  if (request.kind === "help") {
    const { commandHelp, generalHelp } = await import("./help.ts");
    process.stdout.write(request.of ? commandHelp(request.of) : generalHelp());
    // A script that names no command has not done what it was written for.
    return request.asked === false ? 2 : 0;
  }
  const { command } = await request.spec.load();
  return await command(request.call);
}

/**
 * `surestart ports | head`: a reader that has enough is no fault, nor is a terminal that was closed (EIO). What cannot be
 * written for another reason (a full disk) ends no backend; where it is what was asked for, that is said once, with status 1.
 */
function keepQuietWhenReaderLeaves(): void {
  process.stderr.on("error", () => {});
  process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
    if (code === "EPIPE" || code === "EIO") return;
    process.once("exit", () => (process.exitCode ||= 1));
    process.stderr.write(`surestart: cannot write to stdout (${code})\n`);
  });
}
