import type { Dialect, EnvProblem } from "../../facts.ts";
import { readEnv } from "../dialects.ts";
import { LineIndex } from "../document.ts";
import { lost, sameValues } from "./inquiry.ts";

/** Carriage returns that become part of a value (a shell), or that end no line (Node, for files of an old Mac). */
export function lineEndProblems(
  text: string,
  dialects: readonly Dialect[],
  file: string,
  env: Readonly<Record<string, string | undefined>>,
  verbatim = false,
): { problems: EnvProblem[]; text: string } {
  const first = text.indexOf("\r");
  if (first === -1) return { problems: [], text };
  const clean = text.replace(/\r\n?/g, "\n");
  const bitten = dialects.filter(
    (dialect) =>
      (verbatim && dialect === "docker") ||
      !sameValues(readEnv(text, dialect, { env }), readEnv(clean, dialect, { env })),
  );
  if (bitten.length === 0) return { problems: [], text: clean };
  const loses = new Set(
    bitten.flatMap((dialect) => lost(readEnv(clean, dialect, { env }), readEnv(text, dialect, { env }))),
  );
  const index = new LineIndex(text);
  const [line, column] = [index.line(first), index.column(first)];
  const at = { file, line, column, endColumn: column + 1 };
  const lines = text.split(/\r\n?/).length - 1;
  const args = { lines, alone: !text.includes("\r\n") };
  return {
    problems: [{ code: "env/carriage-return", at, key: null, loses: [...loses], dialects: bitten, args }],
    text: clean,
  };
}
