import type { Facts, SourceRead } from "../facts.ts";
import { tools } from "../known/_tools.ts";
import { errorWords } from "./runtime/_crash-text.ts";

/** The library to which this value is handed says that it was not given it: not where it is handed over, but when it is used. */
export function saidNotGiven(facts: Facts, read: SourceRead): boolean {
  const { usedAs, reached } = read;
  if (!reached || facts.run?.outcome !== "failed") return false;
  const words = errorWords(facts);
  if (nothing.test(words) && isHostLeftOut(facts, read)) return true;
  if (usedAs === undefined) return false;
  return rows.some((row) => row.usedAs === usedAs && row.misses?.test(words));
}

const rows = tools.flatMap(({ takes = [] }) => takes.filter(({ misses }) => misses));

/**
 * A host that is called `None` or `undefined`: the value went into a text, in which the language wrote its word for nothing. Of
 * several that are set nowhere, those of the files on the way to the error.
 */
function isHostLeftOut({ env, run }: Facts, read: SourceRead): boolean {
  const leftOut = ({ name, hasDefault, reached }: SourceRead): boolean =>
    reached && !hasDefault && ofHost.test(name);
  if (!leftOut(read)) return false;
  const all = env.variables.filter(({ setValue, reads }) => setValue === null && reads.some(leftOut));
  return (
    all.length === 1 || run?.crash?.frames.some(({ own, file }) => own && file === read.at.file) === true
  );
}

const ofHost = /(?:^|_)(?:HOST|HOSTNAME|ADDRESS|ADDR|SERVER|DOMAIN)$/i;
const nothing =
  /(?:ENOTFOUND|EAI_AGAIN|\bhost(?: ?name)?|\bserver on|\bconnecting to)[\s:=]*['"`]?(?:None|undefined|null)\b/i;
