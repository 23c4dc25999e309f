import type { RunFacts } from "../facts.ts";

/**
 * Has a start failed like the one before it? true: with the same exception at the same place. null: as far as its words can
 * tell. false: for another reason (its own pid file, a lock, a port).
 */
export function isSameFailure(first: RunFacts, second: RunFacts): boolean | null {
  if ((first.bindFailed === undefined) !== (second.bindFailed === undefined)) return false;
  if (second.outcome === "healthy" || first.exit?.code !== second.exit?.code) return false;
  const [one, other] = [first.crash, second.crash];
  if (!one || !other) return one === other && lastWords(first) === lastWords(second) ? null : false;
  if (one.language === "other" || other.language === "other")
    return one.language === other.language && plain(one.name) === plain(other.name) ? null : false;
  if (one.name !== other.name) return false;
  if (!one.at || !other.at) return plain(one.message) === plain(other.message) ? null : false;
  return one.at.file === other.at.file && one.at.line === other.at.line;
}

function lastWords({ output }: RunFacts): string {
  return plain(output.at(-1) ?? "");
}

/** Numbers (pids, ports, times) and addresses differ from start to start. */
function plain(text: string): string {
  return text.replace(/0x[0-9a-f]+|\d+/gi, "0").trim();
}
