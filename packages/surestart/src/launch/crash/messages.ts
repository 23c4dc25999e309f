import type { Crash } from "../../facts.ts";
import { tools } from "../../known/_tools.ts";
import { type CrashOptions, type Found, ownFile, systemCode } from "./frames.ts";

type Made = Partial<Crash> & Pick<Crash, "language" | "name" | "message">;
type Reader = [RegExp, (match: string[], options: CrashOptions, groups: Record<string, string>) => Made];

// The one line with which interpreters, servers and shells say why they do not start, as they print it.
const readers: Reader[] = [
  [
    /^(?:.*[\\/])?python[\d.]*(?:\.exe)?: (No module named ('?)([\w.]+)\2.*)$/,
    ([, text]) => python("ModuleNotFoundError", text!),
  ],
  [
    /^(?:.*[\\/])?python[\d.]*(?:\.exe)?: (can't open file .*)$/,
    ([, text]) => python("FileNotFoundError", text!),
  ],
  [
    /^(?:ERROR:\s+|\S.*\[ERROR\] |\[?ERROR\]? .*)?((?:\[(?:Errno|WinError) \d+\]|\[winerror \d+\]).*)$/i,
    ([, text]) => python("OSError", text!),
  ],
  [/^node: (.*: not found)$/, ([, text]) => ({ ...node("Error", text!), code: "ENOENT" })],
  [
    /^(?:.*[\\/])?node(?:\.exe)?: (bad option: .*|.* is not allowed in NODE_OPTIONS)$/,
    ([, text]) => node("Error", text!),
  ],
  [/^(FATAL ERROR): (.*(?:heap out of memory|Allocation failed).*)$/, ([, name, text]) => node(name!, text!)],
  [/^(.+?): (?:line )?(\d+): (.+?): (?:command )?not found$/, shell],
  [
    /^(.+?): (?:line )?(\d+): ([A-Za-z_]\w*): (parameter (?:null or )?not set(?: or null)?|unbound variable)$/,
    unset,
  ],
  [/^(\S*(?:sh|busybox)): (.+?): (?:command )?not found$/, ([, , name]) => notFound(name!)],
  [/^zsh:\d*:? ?command not found: (.+)$/, ([, name]) => notFound(name!)],
  [
    /^(?:\/usr\/bin\/)?env: [‘'"`]?(.+?)[’'"`]?: (?:No such file or directory|Permission denied)$/,
    ([, name]) => notFound(name!),
  ],
  [/^'(.+)' is not recognized as an internal or external command,$/, ([, name]) => notFound(name!)],
  // The alias that Windows brings in place of a Python, and the launcher py without one.
  [
    /^(Python) was not found; run without arguments to install from the Microsoft Store/,
    () => notFound("python"),
  ],
  [/^(?:No suitable Python runtime found|No installed Python found!)$/, () => notFound("python")],
];

// The same of tools.
const ofTools: Reader[] = tools.flatMap(({ language, says }): Reader[] => [
  ...(says?.fails ?? []).map(
    ({ line, as = "Error" }): Reader => [
      line,
      (_match, _options, groups) => ({
        language: language === "python" ? "python" : language === undefined ? "other" : "node",
        name: groups["name"] ?? as,
        message: groups["text"] ?? "",
      }),
    ],
  ),
  ...(says?.notFound ? [[says.notFound, (_m, _o, { name = "" }) => notFound(name)] as Reader] : []),
]);

/** The last line that is such a one; null when none is. */
export function readMessage(lines: readonly string[], options: CrashOptions): Found | null {
  for (let i = lines.length - 1; i >= 0; i--) {
    for (const [pattern, make] of [...readers, ...ofTools]) {
      const match = pattern.exec(lines[i]!);
      if (!match) continue;
      const made = make(match, options, match.groups ?? {});
      const crash: Crash = {
        code: systemCode(made.message),
        frames: [],
        at: null,
        causes: [],
        lines: [lines[i]!],
        ...made,
      };
      return { crash, end: i + 1 };
    }
  }
  return null;
}

/** `run.sh: line 3: tool: command not found` (bash) and `run.sh: 3: tool: not found` (dash); `-c` has no file. */
function shell([, script, line, name]: string[], options: CrashOptions): Made {
  const made = notFound(name!);
  if (/^(?:.*\/)?(?:ba|da|z|k|a)?sh$/.test(script!)) return made;
  const { file, own } = ownFile(script!, options);
  return { ...made, at: own ? { file, line: Number(line) } : null };
}

/** `set -u` and `${NAME:?}` of a shell script: dash and bash say it each in words of their own. */
function unset([, script, line, name, text]: string[], options: CrashOptions): Made {
  const made = other("unset variable", `${name} ${text}`);
  if (/^(?:.*\/)?(?:ba|da|z|k|a)?sh$/.test(script!)) return made;
  const { file, own } = ownFile(script!, options);
  return { ...made, at: own ? { file, line: Number(line) } : null };
}

function notFound(name: string): Made {
  return { ...other("command not found", name), code: "ENOENT" };
}

function python(name: string, message: string): Made {
  return { language: "python", name, message };
}

function node(name: string, message: string): Made {
  return { language: "node", name, message };
}

function other(name: string, message: string): Made {
  return { language: "other", name, message };
}
