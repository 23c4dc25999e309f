import type { SourceFacts, SourceRead } from "../facts.ts";

/** Where a statement that loads .env belongs. `line` is the one before which it is written, from 1. */
export type LoadPlace = NonNullable<SourceFacts["loadBelongs"]>;

/**
 * Where a load belongs so that every read that the start comes to is after it. When one module alone reads: after its imports.
 * Otherwise in the first module that the start runs and from which a read is reached: before the import that leads there. In an
 * ES module, whose imports run before all statements, that is the top: the load must itself be an import.
 *
 * @param names the variables that matter. @default all
 * @returns null when the start comes to no read
 */
export function placeForLoad(
  facts: Pick<SourceFacts, "reads" | "imports" | "tops" | "modules">,
  names?: readonly string[],
): LoadPlace | null {
  const wanted = names && new Set(names);
  const reads = facts.reads.filter(
    (r) => r.reached && r.chain && r.when !== "request" && (!wanted || wanted.has(r.name)),
  );
  const [first] = reads;
  if (!first?.chain) return lazyPlace(facts, wanted);
  const alone = reads.every((r) => r.at.file === first.at.file);
  const file = alone ? first.at.file : (first.chain[0] as string);
  const top = facts.tops?.find((t) => t.file === file);
  const module = moduleOf(facts, first, file);
  if (!alone && module === "esm") return placed(first, file, top?.first ?? 1, module);
  const here = reads.filter((r) => r.at.file === file).map((r) => r.at.line ?? 1);
  const candidates = here.length ? [Math.min(top?.afterImports ?? 1, ...here)] : [];
  const leading = alone ? undefined : firstLeading(facts, reads, file);
  if (leading) candidates.push(leading.line);
  const line = Math.max(top?.first ?? 1, Math.min(...candidates));
  // A Python import begins its line; what is before it is the indent of its block.
  const indent = module === "python" && leading && line === leading.line ? leading.indent : "";
  return { ...placed(first, file, Number.isFinite(line) ? line : 1, module), ...(indent ? { indent } : {}) };
}

/** Reads that only requests come to: after the imports of the first file that is run. */
function lazyPlace(
  facts: Pick<SourceFacts, "reads" | "imports" | "tops" | "modules">,
  names: ReadonlySet<string> | undefined,
): LoadPlace | null {
  const read = facts.reads.find((r) => r.reached && (!names || names.has(r.name)));
  if (!read) return null;
  const top = facts.tops?.find((t) => t.file === read.at.file);
  return placed(read, read.at.file, top?.afterImports ?? 1, moduleOf(facts, read, read.at.file));
}

/** The first import of a file from which a read is reached. */
function firstLeading(
  facts: Pick<SourceFacts, "imports">,
  reads: readonly SourceRead[],
  file: string,
): { line: number; indent: string } | null {
  const next = new Set(reads.flatMap((r) => (r.chain?.[0] === file ? r.chain.slice(1, 2) : [])));
  const leads = (resolved: string): boolean =>
    next.has(resolved) ||
    [...next].some((n) => n.endsWith("__init__.py") && resolved.startsWith(n.slice(0, -11)));
  const lines = facts.imports
    .filter((i) => i.file === file && i.reached && i.resolved !== null && leads(i.resolved))
    .map((i) => ({ line: i.at.line ?? 1, column: i.at.column ?? 1 }))
    .sort((a, b) => a.line - b.line);
  const [at] = lines;
  return at ? { line: at.line, indent: " ".repeat(Math.max(0, at.column - 1)) } : null;
}

function moduleOf(facts: Pick<SourceFacts, "modules">, read: SourceRead, file: string): LoadPlace["module"] {
  return read.language === "python" ? "python" : (facts.modules?.[file] ?? "cjs");
}

function placed(read: SourceRead, file: string, line: number, module: LoadPlace["module"]): LoadPlace {
  return { file, line, language: read.language, module };
}
