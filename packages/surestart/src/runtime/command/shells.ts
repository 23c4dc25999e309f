import path from "node:path";
import { isFile, readText, startOf } from "../../files.ts";
import { programName } from "../../program-name.ts";
import { readShell } from "./read-shell.ts";
import { type Peel, shown } from "./state.ts";

const shells = new Set(["sh", "bash", "dash", "zsh", "ksh", "ash", "busybox"]);

/** `sh -c "…"`, `sh start.sh`, `./start.sh`, and scripts without `.sh` whose first line names a shell. */
export const peelShell: Peel = (step, to) => {
  const [first = "", ...words] = step.argv;
  const name = programName(first);
  if (shells.has(name)) {
    let rest = name === "busybox" ? words.slice(1) : words;
    let inline = false;
    while (/^[-+]/.test(rest[0] ?? "") && rest[0] !== "--") {
      const option = rest[0] as string;
      inline ||= /^-[a-z]*c[a-z]*$/.test(option);
      rest = rest.slice(/^[-+][a-z]*o$/.test(option) ? 2 : 1);
    }
    if (rest[0] === "--") rest = rest.slice(1);
    const [script, ...args] = rest;
    if (script === undefined) return null;
    if (inline) {
      const self = args[0] ?? name;
      const inner = readShell(
        script,
        { cwd: step.cwd, at: step.at, lines: false, self, args: args.slice(1) },
        to,
      );
      if (inner) to.through.push(name);
      return inner;
    }
    return scriptFile(script, args, name);
  }
  if (!first.includes("/") && !first.endsWith(".sh")) return null;
  if (!first.endsWith(".sh") && !shebangOfShell(path.resolve(step.cwd, first))) return null;
  return scriptFile(first, words, "sh");

  function scriptFile(script: string, args: string[], through: string): ReturnType<Peel> {
    const file = path.resolve(step.cwd, script);
    const text = readText(file);
    if (text === null) return null;
    const at = { file: shown(to, file), line: 1 };
    const inner = readShell(text, { cwd: step.cwd, at, lines: true, self: script, args }, to);
    if (inner) to.through.push(through);
    return inner;
  }
};

function shebangOfShell(file: string): boolean {
  if (!isFile(file)) return false;
  return /^#!.*\b(sh|bash|dash|zsh|ksh)\b/.test(startOf(file));
}
