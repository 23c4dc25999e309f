import { expect, test } from "vitest";
import { commandFix } from "../../../src/diagnoses/app/_serve-objects.ts";
import type { Facts, StartCommand } from "../../../src/facts.ts";

const typed = (argv: string, program: string, through: string[]): Partial<StartCommand> => ({
  argv: argv.split(" "),
  program: program.split(" "),
  through,
  at: null,
});

test.each<[string, Partial<StartCommand>, string, string]>([
  ["alone", typed("python a.py", "python a.py", []), "python -m a", "python -m a"],
  [
    "behind a tool",
    typed("uv run -q python a.py", "python a.py", ["uv"]),
    "python -m a",
    "uv run -q python -m a",
  ],
  [
    "with a variable, which the tool would take for a program",
    typed("uv run python a.py", "python a.py", ["uv"]),
    "PYTHONPATH=src python -m a",
    "PYTHONPATH=src uv run python -m a",
  ],
  [
    "a file that the tool gives to python",
    typed("pdm run a.py", "python a.py", ["pdm"]),
    "python -m a",
    "pdm run python -m a",
  ],
  [
    "behind what nobody can take apart",
    typed("uv run shop", "python -c x", ["uv"]),
    "python -m a",
    "python -m a",
  ],
  [
    "in a file",
    { ...typed("npm start", "python a.py", ["npm", "uv"]), at: { file: "package.json", line: 2 } },
    "PYTHONPATH=src python -m a",
    "env PYTHONPATH=src python -m a",
  ],
])("a corrected command, %s", (_, command, program, expected) => {
  expect(commandFix({ command } as Facts, "Start a", program).command).toBe(expected);
});
