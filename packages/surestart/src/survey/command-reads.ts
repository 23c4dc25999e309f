import type { SourceRead, StartCommand } from "../facts.ts";
import { commandOf } from "../known/_find.ts";

/** `$NAME`, `${NAME}`, and what ends with it after a colon or an equals sign; no default. */
const open = /^(?:\S*[:=])?\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))$/;

/**
 * The variables that a script gives to options of the server that it starts, as far as they are not set: the shell leaves such
 * a word out, and the option takes the next word for its value, or none. PORT is left to whoever starts the script.
 */
export function commandReads(
  command: StartCommand | null,
  textOf: (file: string) => string | null,
): SourceRead[] {
  const { at, program, server, envFiles = [] } = command ?? {};
  // What a script sources, its shell knows.
  if (envFiles.some(({ dialect }) => dialect === "bash")) return [];
  if (!at || !program || at.file === "package.json" || at.file.endsWith("Procfile")) return [];
  const text = textOf(at.file) ?? "";
  const values = new Set(commandOf(server)?.options.values.split(/[\s,]+/));
  return program.flatMap((word, index): SourceRead[] => {
    const found = open.exec(word);
    const name = found?.[1] ?? found?.[2];
    const option = /^--?([\w-]+)/.exec(word.includes("=") ? word : (program[index - 1] ?? ""))?.[1];
    if (name === undefined || name === "PORT" || option === undefined || !values.has(option)) return [];
    if (mayBeSet(text, name)) return [];
    return [
      {
        name,
        at,
        language: "shell",
        required: true,
        fallback: null,
        hasDefault: false,
        when: "import",
        loaded: false,
        reached: true,
      },
    ];
  });
}

/** The script gives it a value in a way that is not followed (`read`, a loop, an option), or takes in another file. */
function mayBeSet(text: string, name: string): boolean {
  return new RegExp(
    `^\\s*(?:\\.|source|eval)\\s|\\b${name}=|\\b(?:read|for|getopts|mapfile|printf -v)\\b.*\\b${name}\\b`,
    "m",
  ).test(text);
}
