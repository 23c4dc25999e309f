import type { SourceRead, StartCommand } from "../facts.ts";
import { commandOf } from "../known/_find.ts";

/** `$NAME`, `${NAME}`, and what ends with it behind a colon or an equals sign; no default. */
const open = /^(?:\S*[:=])?\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))$/;

/**
 * The variables that a script gives to options of the server that it starts, as far as they are not set: the shell leaves such
 * a word out, and the option takes the next word for its value, or none. PORT is left to whoever starts the script.
 */
export function commandReads(command: StartCommand | null): SourceRead[] {
  const { at, program, server, envFiles = [] } = command ?? {};
  // What a script sources, its shell knows.
  if (envFiles.some(({ dialect }) => dialect === "bash")) return [];
  if (!at || !program || at.file === "package.json" || at.file.endsWith("Procfile")) return [];
  const values = new Set(commandOf(server)?.options.values.split(/[\s,]+/));
  return program.flatMap((word, index): SourceRead[] => {
    const found = open.exec(word);
    const name = found?.[1] ?? found?.[2];
    const option = /^--?([\w-]+)/.exec(word.includes("=") ? word : (program[index - 1] ?? ""))?.[1];
    if (name === undefined || name === "PORT" || option === undefined || !values.has(option)) return [];
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
