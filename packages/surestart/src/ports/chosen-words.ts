// Switches that one run may have and another lack without being another program; the first with their value after them.
const runValues =
  /^(-p|--port|-H|--host|--hostname|-b|--bind|-a|--address|--listen|-w|--workers|--threads|--log-level|--log-config|--loglevel|--timeout|--env-file|--reload-dir|--access-logfile|--error-logfile|--worker-class|-k)$/;

const runSwitches =
  /^(--(no-?)?(reload|debug|debugger|access-log|use-colors|open|threading|with-threads|strictPort|turbo|turbopack)|-d|-v|--verbose|-q|--quiet|--dev|--watch|--inspect(-brk)?)$/i;

/** The words that choose what a program does. Of a tool (`options` false alarms apart) its own options say nothing either. */
export function chosenWords(argv: readonly string[], isTool: boolean): string[] {
  const kept: string[] = [];
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] as string;
    const flag = word.split("=")[0] as string;
    if (runValues.test(flag)) at += word.includes("=") ? 0 : 1;
    else if (runSwitches.test(flag) || /^-[pbw]\d+$/.test(word)) continue;
    else if (isTool && word.startsWith("-") && !/^(--app|-A|--config|--chdir|--app-dir)\b/.test(word))
      continue;
    // A port or an address as a positional word: `http.server 8000`, `runserver 0.0.0.0:8000`.
    else if (!/^((\S+:)?\d{2,5}|\[[\da-f:]+\]:\d+)$/i.test(word)) kept.push(word);
  }
  return kept;
}
