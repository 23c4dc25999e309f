import type { Dialect, EnvProblem } from "../../facts.ts";
import { readEnv } from "../dialects.ts";
import { type EnvDocument, LineIndex, writeDocument } from "../document.ts";
import { lost, sameValues } from "./inquiry.ts";

/**
 * Byte order mark, UTF-16, bytes that are not UTF-8, NUL. `text` is the document without them, as it is meant.
 */
export function encodingProblems(
  document: EnvDocument,
  dialects: readonly Dialect[],
  file: string,
  env: Readonly<Record<string, string | undefined>>,
): { problems: EnvProblem[]; text: string } {
  const problems: EnvProblem[] = [];
  const { text } = document;
  const kind = kindOf(document);
  if (kind) {
    const bytes = writeDocument(document);
    const bitten = dialects.filter(
      (dialect) => !sameValues(readEnv(bytes, dialect, { env }), readEnv(text, dialect, { env })),
    );
    const loses = new Set(
      bitten.flatMap((dialect) => lost(readEnv(text, dialect, { env }), readEnv(bytes, dialect, { env }))),
    );
    if (bitten.length > 0)
      problems.push(problem(document, kind, file, firstByte(document), bitten, [...loses]));
  }
  const nul = text.indexOf("\0");
  if (nul === -1) return { problems, text };
  // In every process a variable ends at a NUL; python-dotenv gives up, and a shell drops it.
  problems.push(problem(document, "nul", file, nul, [...dialects], []));
  return { problems, text: text.replaceAll("\0", "") };
}

function kindOf(document: EnvDocument): "bom" | "utf-16le" | "utf-16be" | "latin1" | null {
  if (document.encoding !== "utf-8") return document.encoding;
  return document.bom ? "bom" : null;
}

/** Where the first byte is that is not as it should be. */
function firstByte({ text, encoding }: EnvDocument): number {
  if (encoding !== "latin1") return 0;
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return at;
  return 0;
}

function problem(
  document: EnvDocument,
  kind: string,
  file: string,
  offset: number,
  dialects: Dialect[],
  loses: string[],
): EnvProblem {
  const index = new LineIndex(document.text);
  const [line, column] = [index.line(offset), index.column(offset)];
  const at = { file, line, column, endColumn: column + 1 };
  return { code: "env/encoding", at, key: null, loses, dialects, args: { kind } };
}
