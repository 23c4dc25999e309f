import semver from "semver";
import type { Facts } from "../../facts.ts";
import type { Place } from "../../finding.ts";
import type { Ages } from "../../known/_ages.ts";
import { tools } from "../../known/_tools.ts";
import { lastWords } from "./_crash-text.ts";

/** What the program ended for is not in the version that runs: not yet, or no more. */
export interface OtherAge {
  what: string;
  /** The versions that have it, as a range. */
  demands: string;
  has: string;
  at: Place;
  /** A demand of the project that says the same. */
  pin: Place | null;
  /** What the project's own line would say in a version that has it no more. */
  instead?: string;
}

export function otherAge(facts: Facts): OtherAge | null {
  const { run, runtime, command } = facts;
  const has = semver.coerce(runtime.interpreter?.version ?? "");
  if (run?.outcome !== "failed" || !has) return null;
  const name = command?.language === "python" ? "python" : "node";
  const ages = tools.find((tool) => tool.name === name)?.ages;
  const lack = ages && lacking(ages, lastWords(facts), has);
  if (!lack) return null;
  const [bound] = lack.demands.match(/[\d.]+/) ?? [];
  // A demand whose versions end before, or begin after, the one that runs.
  const pin = runtime.version.find(({ demands }) => {
    const least = semver.coerce(/\d+(?:\.\d+)*/.exec(demands)?.[0] ?? "");
    return least !== null && bound !== undefined && semver.satisfies(least, lack.demands);
  });
  const at = pin?.at ?? run.crash?.at ?? null;
  const { instead, ...other } = lack;
  const own = instead !== undefined && run.crash?.at?.line !== undefined ? { instead } : {};
  return at && { ...other, ...own, has: has.version, at, pin: pin?.at ?? null };
}

function lacking(
  ages: Ages,
  said: string,
  has: semver.SemVer,
): Pick<OtherAge, "what" | "demands" | "instead"> | null {
  for (const { line, what, since, until, instead } of ages.says ?? []) {
    const demands = demandOf(since, until);
    if (!semver.satisfies(has, demands) && line.test(said))
      return { what, demands, ...(instead === undefined ? {} : { instead }) };
  }
  for (const sign of ages.lacks) {
    const { module, name } = sign.exec(said)?.groups ?? {};
    const words = [module && name ? `${module}.${name}` : undefined, name, name ? undefined : module];
    for (const word of words) {
      if (word === undefined) continue;
      const since = versionOf(ages.since, word);
      const until = versionOf(ages.until, word);
      const demands = demandOf(since, until);
      if ((since ?? until) && !semver.satisfies(has, demands)) return { what: word, demands };
    }
  }
  return null;
}

function demandOf(since: string | undefined, until: string | undefined): string {
  return [since ? `>=${full(since)}` : "", until ? `<${full(until)}` : ""].join(" ").trim();
}

const full = (version: string): string => semver.coerce(version)?.version ?? version;

function versionOf(table: Ages["since"], word: string): string | undefined {
  return Object.entries(table ?? {}).find(([, names]) => names.split(" ").includes(word))?.[0];
}
