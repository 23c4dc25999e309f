import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Holder } from "../facts.ts";
import { foldersUp } from "../folders.ts";
import { listeners, whoHolds } from "../ports/holders.ts";
import { processName } from "../ports/process-name.ts";
import { system } from "../ports/system.ts";
import { maskWithoutFacts } from "../report/crash.ts";
import type { Mask } from "../report/mask.ts";
import type { Call } from "./command.ts";
import { portNumber } from "./port-number.ts";
import { portsTable, type Row } from "./ports-table.ts";
import { printJson, styleFor } from "./print.ts";
import { shownWords } from "./shell.ts";

/** Who listens: of every port, or of one. */
export async function command(call: Call): Promise<number> {
  const port = call.args[0] === undefined ? null : portNumber(call.args[0], "ports");
  const holders = port === null ? await listeners() : await whoHolds(port);
  const mask = maskWithoutFacts(call.cwd);
  if (call.format === "json")
    printJson({ schema: 1, ports: holders.map((holder) => portJson(holder, mask)) });
  else if (holders.length === 0 && (await (await system()).seesSockets?.()) === false) {
    process.stdout.write("The listening processes cannot be listed: netstat and PowerShell do not answer.\n");
    return 1;
  } else if (holders.length === 0)
    process.stdout.write(
      port === null ? "No process listens on this machine.\n" : `No process listens on port ${port}.\n`,
    );
  else {
    const style = styleFor(call);
    // A pipe goes on to another program, and of one port all is to be seen: neither is cut.
    const width = port === null && process.stdout.isTTY ? style.width : Number.POSITIVE_INFINITY;
    const rows = holders.map((holder) => rowOf(holder, mask, port !== null));
    process.stdout.write(portsTable(rows, { style, width, here: projectOf(call.cwd) ?? call.cwd }));
  }
  return 0;
}

function rowOf(holder: Holder, mask: Mask, whole: boolean): Row {
  const { port, address, pid, since, cwd, parents } = holder;
  const project = projectOf(cwd) ?? cwd;
  const command = pid === null ? hiddenProcess(holder) : shortCommand(holder, mask);
  const row = { port, address, pid, since, project, command };
  if (!whole || parents.length === 0) return row;
  const names = parents.map(({ name }) => name).filter((name, at, all) => name !== all[at - 1]);
  return { ...row, note: `started by ${names.join(", by ")}` };
}

function portJson(holder: Holder, mask: Mask): object {
  const { port, address, family, pid, user, cwd, since, parents, system } = holder;
  return {
    port,
    address,
    family,
    pid,
    command: commandOf(holder, mask),
    cwd,
    project: projectOf(cwd),
    user,
    since: since === null ? null : new Date(since).toISOString().replace(/\.\d+/, ""),
    parents: parents.map(({ name }) => name),
    ...(system ? { mustNotBeStopped: system } : {}),
  };
}

/** A command line, masked. Words that need quotes have them, so that it can be typed again. */
export function commandOf({ argv }: Pick<Holder, "argv">, mask: Mask): string {
  return argv.length === 1 ? mask.text(argv[0]!) : shownWords(argv, mask);
}

/** A process of which nothing is to be seen but whose it is, and on Windows not even that. */
export function hiddenProcess({ user, uid }: Pick<Holder, "user" | "uid">): string {
  return user === null && uid === null ? "a process that is hidden" : `a process of ${user ?? `user ${uid}`}`;
}

/** The same, with the program's name in place of its path: what a person calls it. */
export function shortCommand({ argv }: Pick<Holder, "argv">, mask: Mask): string {
  const [program = "", ...rest] = argv;
  // Of one word with a blank nobody knows whether it is a path or a title.
  const name = rest.length === 0 && program.includes(" ") ? program : processName(argv);
  return commandOf({ argv: [name, ...rest] }, mask);
}

/** The folder of the project in which a process runs: the nearest one that has what a project has. */
function projectOf(cwd: string | null): string | null {
  const marks = [
    ".git",
    "package.json",
    "pyproject.toml",
    "requirements.txt",
    "Procfile",
    "go.mod",
    "Gemfile",
    "composer.json",
  ];
  const folders = cwd === null ? [] : foldersUp(cwd).slice(0, -1);
  return folders.find((folder) => marks.some((mark) => existsSync(join(folder, mark)))) ?? null;
}
