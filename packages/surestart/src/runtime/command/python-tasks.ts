import path from "node:path";
import { readText } from "../../files.ts";
import { upward } from "../../folders.ts";
import { type Options, optionValue } from "./options.ts";
import { readShell } from "./read-shell.ts";
import { type Gathered, type Step, shown } from "./state.ts";

/** `invoke serve`: the last command that the function of this name in tasks.py runs, with the defaults of its parameters put in. */
export function peelTaskModule(name: string, options: Options, step: Step, to: Gathered): Step | null {
  const wanted = options.positionals[0]?.value.replaceAll("-", "_");
  const folder = upward(step.cwd, "tasks.py");
  if (wanted === undefined || folder === null) return null;
  const file = path.join(folder, "tasks.py");
  const lines = (readText(file) ?? "").split(/\r?\n/);
  const start = lines.findIndex((line) => new RegExp(`^def ${wanted}\\(`).test(line));
  if (start < 0) return null;
  const after = lines.findIndex((line, i) => i > start && /^\S/.test(line));
  const end = after < 0 ? lines.length : after;
  const at = lines.findLastIndex((line, i) => i > start && i < end && ran.test(line));
  const [, formatted, , text = ""] = ran.exec(lines[at] ?? "") ?? [];
  const defaults = new Map(
    [...(lines[start] as string).matchAll(/(\w+)(?::\s*\w+)?\s*=\s*["']?([\w./:-]+)["']?/g)].map((one) => [
      one[1],
      one[2],
    ]),
  );
  const line = formatted
    ? text.replace(/\{(\w+)\}/g, (whole, key: string) => defaults.get(key) ?? whole)
    : text;
  if (line === "" || (formatted && line.includes("{"))) return null;
  const inner = readShell(
    line,
    { cwd: folder, at: { file: shown(to, file), line: at + 1 }, lines: false },
    to,
  );
  if (inner) to.through.push(name);
  return inner;
}

const ran = /\.run\(\s*(f?)(["'])(.*?)\2/;

/** `tox -e dev`: the last of the commands of the environment in tox.ini. */
export function peelTox(name: string, options: Options, step: Step, to: Gathered): Step | null {
  const wanted = optionValue(options, "environment")?.value;
  const folder = upward(step.cwd, "tox.ini");
  if (wanted === undefined || folder === null) return null;
  const file = path.join(folder, "tox.ini");
  const lines = (readText(file) ?? "").split(/\r?\n/);
  const start = lines.findIndex((line) => line.trim() === `[testenv:${wanted}]`);
  const end = lines.findIndex((line, i) => i > start && line.startsWith("["));
  const section = start < 0 ? [] : lines.slice(start, end < 0 ? undefined : end);
  const from = section.findIndex((line) => /^commands\s*=/.test(line));
  if (from < 0) return null;
  const rest = section.slice(from + 1);
  const next = rest.findIndex((line) => /^\S/.test(line));
  const commands = [
    section[from]?.replace(/^commands\s*=/, "") ?? "",
    ...(next < 0 ? rest : rest.slice(0, next)),
  ];
  const last = commands.findLastIndex((line) => line.trim() !== "");
  const line = (commands[last] ?? "")
    .trim()
    .replace(/^-\s*/, "")
    .replace(/\s*\{posargs(?::[^}]*)?\}/g, "");
  if (line === "" || line.includes("{")) return null;
  const inner = readShell(
    line,
    { cwd: folder, at: { file: shown(to, file), line: start + from + last + 1 }, lines: false },
    to,
  );
  if (inner) to.through.push(name);
  return inner;
}
