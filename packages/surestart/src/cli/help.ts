import { wrap } from "../report/visible.ts";
import type { CommandSpec, OptionSpec } from "./command.ts";
import { commands, commonOptions } from "./commands.ts";

const width = 80;

/** The help of surestart itself: its commands. */
export function generalHelp(): string {
  return [
    "surestart: a backend that starts, every time; and when it cannot, one screen",
    "that says why, where, and what to do.",
    "",
    "Usage: surestart COMMAND [options]",
    "",
    ...table(commands.map(({ name, summary }) => [name, summary])),
    "",
    "surestart COMMAND --help describes one command.",
    "",
  ].join("\n");
}

/** The help of one command, from its spec. */
export function commandHelp(spec: CommandSpec): string {
  const lines = [`Usage: surestart ${spec.name} ${spec.usage}`, "", ...wrap(sentence(spec.summary), width)];
  if (spec.about) lines.push("", ...wrap(spec.about, width));
  const own = Object.entries(spec.options);
  if (own.length > 0) lines.push("", "Options", ...table(own.map(optionRow)));
  const common = Object.entries(commonOptions)
    .filter(([name]) => !spec.useless?.includes(name))
    .map(([name, option]): [string, OptionSpec] =>
      name === "format"
        ? [name, { ...option, help: `${spec.formats.join(", ")} (default: text)` }]
        : [name, option],
    );
  lines.push("", own.length > 0 ? "Common options" : "Options", ...table(common.map(optionRow)));
  lines.push(
    "",
    "Examples",
    ...spec.examples.flatMap(([command, what]) => [`  ${command}`, `      ${what}`]),
    "",
  );
  return lines.join("\n");
}

function optionRow([name, { value, short, help, choices }]: [string, OptionSpec]): [string, string] {
  const flag = `--${name}${value ? ` ${choices ? choices.join("|") : value}` : ""}`;
  return [short ? `-${short}, ${flag}` : flag, help];
}

/** Two columns; a left side that is too wide has a line of its own. */
function table(rows: [string, string][]): string[] {
  const left = Math.min(24, Math.max(...rows.map(([name]) => name.length)));
  return rows.flatMap(([name, text]) => {
    const lines = wrap(text, width - left - 4).map((line) => `${" ".repeat(left + 4)}${line}`);
    if (name.length > left) return [`  ${name}`, ...lines];
    return [`  ${name.padEnd(left)}  ${lines[0]!.trimStart()}`, ...lines.slice(1)];
  });
}

function sentence(text: string): string {
  return `${text[0]!.toUpperCase()}${text.slice(1)}.`;
}
