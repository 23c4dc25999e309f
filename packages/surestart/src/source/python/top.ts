import type { Lines } from "../lines.ts";
import type { SourceTop } from "../module.ts";
import type { ModuleSyntax, Statement } from "./syntax.ts";

/** Where a statement can be first: after the docstring and `from __future__`, which must come before all others. */
export function topOf({ body }: ModuleSyntax, text: string, lines: Lines): SourceTop {
  let last: Statement | null = null;
  let next = 0;
  const first = body[0];
  if (first?.kind === "expression" && first.value.kind === "string") {
    last = first;
    next = 1;
  }
  for (; isFuture(body[next]); next++) last = body[next]!;
  const start = last ? lines.line(last.to) + 1 : behindComments(text);
  let imports = start;
  for (const s of body.slice(next)) {
    if (s.kind !== "import" && s.kind !== "from-import") break;
    imports = lines.line(s.to) + 1;
  }
  return { first: start, afterImports: imports, eol: text.includes("\r\n") ? "\r\n" : "\n", module: null };
}

function isFuture(s: Statement | undefined): boolean {
  return s?.kind === "from-import" && s.module === "__future__";
}

/** After shebang, encoding line and the comment at the head of the file. */
function behindComments(text: string): number {
  let line = 1;
  for (const row of text.split(/\r?\n/)) {
    if (!row.startsWith("#")) break;
    line++;
  }
  return line;
}
