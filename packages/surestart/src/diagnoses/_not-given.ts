import type { Facts, SourceRead } from "../facts.ts";
import { tools } from "../known/_tools.ts";
import { errorWords } from "./runtime/_crash-text.ts";

/** The library to which this value is handed says that it was not given it: not where it is handed over, but when it is used. */
export function saidNotGiven(facts: Facts, { usedAs, reached }: SourceRead): boolean {
  if (!reached || usedAs === undefined || facts.run?.outcome !== "failed") return false;
  const words = errorWords(facts);
  return rows.some((row) => row.usedAs === usedAs && row.misses?.test(words));
}

const rows = tools.flatMap(({ takes = [] }) => takes.filter(({ misses }) => misses));
