import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { isSurestartError } from "../error.ts";
import { createMask, type Mask } from "./mask.ts";
import { secretsOf } from "./secrets.ts";

/**
 * Says what ended surestart itself, masked, and gives the status 1. An error that it threw on purpose has its sentence; for
 * any other, which is a defect, the stack is shown, so that it can be told.
 */
export async function reportCrash(error: unknown): Promise<number> {
  const mask = maskWithoutFacts();
  if (isSurestartError(error)) {
    process.stderr.write(
      mask.text(
        `surestart: ${error.findings.map(({ title, detail }) => `${title}. ${detail}`).join("\n")}\n`,
      ),
    );
    return 1;
  }
  const text = error instanceof Error ? (error.stack ?? String(error)) : String(error);
  process.stderr.write(
    mask.text(`surestart crashed. This is a bug in surestart, not in your project:\n${text}\n`),
  );
  return 1;
}

/**
 * A mask for when there are no facts: secrets of the environment, and of the .env files of the working folder, read as
 * roughly as can be, so that nothing in them can make this fail too.
 */
export function maskWithoutFacts(dir: string = process.cwd()): Mask {
  const files = [".env", ".env.local", ".env.development", ".env.production", ".env.test"];
  const bindings = files.flatMap((file) => roughBindings(resolve(dir, file)));
  const environment = Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  return createMask(secretsOf({ environment, files: [{ bindings, readings: {} }], names: [] }));
}

function roughBindings(path: string): { key: string; value: string }[] {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return [];
  }
  return text.split(/\r?\n/).flatMap((line) => {
    const [, key, value] = /^\s*(?:export\s+)?["']?([\w.-]+)["']?\s*[=:]\s*(.*)$/.exec(line) ?? [];
    return key === undefined || !value ? [] : [{ key, value: value.trim().replace(/^(["'`])(.*)\1$/, "$2") }];
  });
}
