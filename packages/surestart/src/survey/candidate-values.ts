import path from "node:path";
import { readEnv } from "../env/dialects.ts";
import { findEnvFiles } from "../env/find.ts";
import type { StartCommand } from "../facts.ts";
import type { PlainFiles } from "../files.ts";
import { foldersUpTo } from "../folders.ts";

/** Names that a system, a shell or a terminal sets for every program: no project checks them. */
const ofTheSystem =
  /^(PATH|HOME|PWD|OLDPWD|USER|LOGNAME|SHELL|SHLVL|TERM|LANG|LANGUAGE|TZ|EDITOR|VISUAL|PAGER|DISPLAY|HOSTNAME|MAIL|_|LC_\w+|XDG_\w+|SSH_\w+|GPG_\w+|DBUS_\w+|npm_\w+|LS_COLORS|COLORTERM|TERM_\w+|VSCODE_\w+)$/;

/** Those that differ the most. */
const dialects = ["node", "bash"] as const;

/**
 * What a variable may be when the program starts: its values in the environment and in every .env around the program, as a
 * person means them and as loaders read them. The survey of the sources follows the code's own checks with them.
 */
export async function candidateValues(question: {
  dir: string;
  root: string;
  command: StartCommand | null;
  environment: Record<string, string>;
  files: PlainFiles;
}): Promise<Map<string, string[]>> {
  const { dir, root, command, environment, files } = question;
  const entry = command?.entry?.file ? path.dirname(path.resolve(dir, command.entry.file)) : dir;
  const folders = [
    ...new Set([command?.cwd ?? dir, dir, entry].flatMap((start) => foldersUpTo(start, root))),
  ];
  const named = command?.envFiles.map((f) => f.file) ?? [];
  // Without dialects: the faults of the text, which take the longest, are looked for once, by `surveyEnv`.
  const found = await findEnvFiles(folders, dir, { named, files });
  const values = new Map<string, string[]>();
  const add = (name: string, value: string): void => {
    const known = values.get(name);
    if (!known) values.set(name, [value]);
    else if (!known.includes(value)) known.push(value);
  };
  for (const [name, value] of Object.entries({ ...environment, ...command?.env }))
    if (!ofTheSystem.test(name)) add(name, value);
  for (const file of found) {
    if (file.role === "example") continue;
    const text = files.read(path.resolve(dir, file.file));
    const readings = text ? dialects.map((dialect) => readEnv(text, dialect, { env: environment })) : [];
    for (const reading of readings)
      for (const [name, value] of Object.entries(reading.values)) add(name, value);
    for (const { key, value } of file.bindings) add(key, value);
  }
  return values;
}
