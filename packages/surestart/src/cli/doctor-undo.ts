import { FixRefused } from "../fix/refusal.ts";
import { undo } from "../fix/undo.ts";
import { maskWithoutFacts } from "../report/crash.ts";
import { sinceText } from "../report/text-finding.ts";
import { visible } from "../report/visible.ts";
import type { Call } from "./command.ts";
import { printJson, styleFor } from "./print.ts";

/** Takes the last fixes back. Status 1 when that is no longer possible. */
export async function takeBack(call: Call, dir: string): Promise<number> {
  const { repositoryRoot } = await import("../folders.ts");
  const mask = maskWithoutFacts(dir);
  try {
    const undone = undo(dir, repositoryRoot(dir));
    if (call.format === "json") {
      printJson({
        schema: 1,
        undone: undone && {
          ...undone,
          titles: undone.titles.map(mask.text),
          at: new Date(undone.at).toISOString(),
        },
      });
      return 0;
    }
    if (undone === null) {
      process.stdout.write("There is no fix to undo.\n");
      return 0;
    }
    const style = styleFor(call);
    const when = sinceText(new Date(undone.at).toISOString());
    process.stdout.write(
      [
        `${style.paint("green", style.mark.good)} Undone: ${undone.files.join(", ")} (as before ${when})`,
        ...undone.titles.map((title) => style.paint("dim", `  fix: ${visible(mask.text(title))}`)),
        "",
      ].join("\n"),
    );
    return 0;
  } catch (error) {
    if (!(error instanceof FixRefused)) throw error;
    process.stderr.write(`surestart: ${mask.text(error.message)}\n`);
    return 1;
  }
}
