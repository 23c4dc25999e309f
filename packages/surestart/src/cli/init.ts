import { relative, resolve } from "node:path";
import { FixRefused } from "../fix/refusal.ts";
import type { Call } from "./command.ts";
import { configOf } from "./config-file.ts";
import { initProject, initText } from "./init-project.ts";
import { printJson, styleFor } from "./print.ts";
import { projectDir } from "./project.ts";

/** Makes the .env of a project or completes it, and says so in one line. Status 1 when it could not be written. */
export async function command(call: Call): Promise<number> {
  const dir = projectDir(call);
  const config = await configOf(dir);
  // Of the config's files the first is the one that the others refine.
  const named = call.envFiles.at(-1) ?? config?.envFiles[0];
  try {
    const result = await initProject({
      dir,
      argv: call.argv,
      configured: config?.start ?? null,
      ...(named === undefined ? {} : { file: relative(dir, named) }),
    });
    if (call.format === "json") printJson({ schema: 1, ...result });
    else {
      const style = styleFor(call);
      const [paint, mark] =
        result.unread !== undefined
          ? (["yellow", style.mark.unknown] as const)
          : result.did === "production"
            ? (["yellow", style.mark.warning] as const)
            : (["green", style.mark.good] as const);
      process.stdout.write(
        `${style.paint(paint, mark)} ${initText({ ...result, file: fromHere(dir, result.file) })}\n`,
      );
    }
    return 0;
  } catch (error) {
    if (!(error instanceof FixRefused)) throw error;
    process.stderr.write(`surestart: ${error.message}\n`);
    return 1;
  }
}

/** As one would name it where the command was typed: `backend/.env` for `surestart init backend`. */
function fromHere(dir: string, file: string): string {
  const path = relative(process.cwd(), resolve(dir, file)).replaceAll("\\", "/");
  return path.startsWith("../../") ? resolve(dir, file) : path;
}
