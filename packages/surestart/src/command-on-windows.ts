/**
 * A command line that is to be typed, as cmd and PowerShell both read it: a program's path with backslashes, and steps that `&&`
 * joins, which Windows' own PowerShell does not know, by cmd. `@scope/name` is in quotes, since `@` means something to PowerShell.
 */
export function commandOnWindows(command: string): string {
  if (/^cmd /i.test(command)) return command;
  const steps = command.split(" && ").map(step);
  const line = steps.join(" && ");
  // Quotes within quotes are no line that both of them read.
  return steps.length === 1 || line.includes('"') ? line : `cmd /c "${line}"`;
}

function step(command: string): string {
  return command
    .replace(/^(?:cd )?[\w@.-]*\/[^\s"']+/, (path) => path.replaceAll("/", "\\"))
    .replace(/(?<= )@[\w.-]+\/\S+/g, '"$&"');
}
