import path from "node:path";
import { commandEndings, isFileOrAlias, variable } from "../command-endings.ts";

/** What CreateProcess is given. verbatim: the words are put together as they are, since they are quoted for cmd already. */
export interface WindowsCommand {
  file: string;
  args: string[];
  verbatim: boolean;
}

/**
 * How a command is started on Windows, where only .exe and .com files are programs: a batch file (npm, a shim of
 * node_modules\.bin, of pyenv) needs cmd, whose quoting is another one. A command that is not found is left to the system.
 */
export function windowsCommand(
  argv: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string | undefined>>,
  isFile: (file: string) => boolean = isFileOrAlias,
): WindowsCommand {
  const [word = "", ...args] = argv;
  const shell = variable("ComSpec", environment) ?? "cmd.exe";
  const line = isCmd(word) ? commandLine(args) : null;
  if (line) return { file: word, args: line, verbatim: true };
  const file = find(word, cwd, environment, isFile);
  if (file === null || !/\.(cmd|bat)$/i.test(file)) return { file: file ?? word, args, verbatim: false };
  const quoted = [file, ...args].map(quote).join(" ");
  // Extensions on and delayed expansion off, whatever the registry says: the quoting counts on both.
  return { file: shell, args: ["/e:ON", "/v:OFF", "/d", "/s", "/c", `"${quoted}"`], verbatim: true };
}

function isCmd(word: string): boolean {
  return /^cmd(\.exe)?$/i.test(path.win32.basename(word));
}

/** `cmd /c LINE`: the line as it is. With /s cmd takes off the outer quotes and looks at no other. */
function commandLine(args: readonly string[]): string[] | null {
  const at = args.findIndex((word) => /^\/[ck]$/i.test(word));
  if (at < 0 || at !== args.length - 2) return null;
  const options = args.slice(0, at).filter((word) => !/^\/s$/i.test(word));
  return [...options, "/s", args[at] as string, `"${args[at + 1]}"`];
}

function find(
  word: string,
  cwd: string,
  environment: Readonly<Record<string, string | undefined>>,
  isFile: (file: string) => boolean,
): string | null {
  // cmd looks into the working folder, too; the programs of PATH come first, so that no file of a project takes their place.
  const folders = /[/\\]/.test(word)
    ? [""]
    : [...(variable("PATH", environment) ?? "").split(";").filter(Boolean), ""];
  for (const folder of folders) {
    for (const ending of commandEndings(word, environment, "win32")) {
      const file = path.win32.resolve(cwd, folder.replace(/^"|"$/g, ""), word + ending);
      if (isFile(file)) return file;
    }
  }
  return null;
}

/**
 * One word for a batch file. Between quotes cmd takes nothing for itself but `%`: a piece of the variable CD that is empty
 * comes after each, so that no other variable's name can be read there.
 */
function quote(word: string): string {
  const inner = word
    .replaceAll("%", "%%cd:~,%")
    .replace(/(\\*)"/g, '$1$1""')
    .replace(/\\+$/, "$&$&");
  return `"${inner}"`;
}
