import semver from "semver";
import type { RuntimeFacts, SourceImport, StartCommand } from "../facts.ts";

type VersionFact = RuntimeFacts["version"][number];

/** Options of Node with the first version that has them (nodejs.org/api/cli.html, "Added in"). */
const flags: Record<string, string> = {
  "--env-file": ">=20.6.0",
  "--env-file-if-exists": ">=22.9.0",
  "--experimental-strip-types": ">=22.6.0",
  "--import": ">=18.18.0",
  "--run": ">=22.0.0",
  "--watch": ">=18.11.0",
};

/** Modules of Node with the first version that has them without a flag. */
const modules: Record<string, string> = {
  "node:sqlite": ">=22.13.0",
  "node:sea": ">=20.12.0",
  "node:test": ">=18.0.0",
  "node:test/reporters": ">=19.9.0 || >=18.17.0 <19.0.0",
};

/** What the command's flags, the built-in modules that are imported, and a TypeScript entry need of Node; only what is not met. */
export function nodeNeeds(
  command: Pick<StartCommand, "program" | "at" | "entry"> | null,
  imports: readonly Pick<SourceImport, "specifier" | "at" | "reached" | "optional" | "late">[],
  has: string,
): VersionFact[] {
  const facts: VersionFact[] = [];
  const need = (demands: string | undefined, at: VersionFact["at"] | null): void => {
    if (demands !== undefined && at && !semver.satisfies(has, demands, { includePrerelease: true }))
      facts.push({ at, demands, has, met: false });
  };
  const program = command?.program ?? [];
  const experimental = (name: string): boolean =>
    program.some((word) => word.startsWith(`--experimental-${name}`));
  for (const word of program) need(flags[word.replace(/=.*$/, "")], command?.at ?? null);
  for (const one of imports) {
    if (!one.reached || one.optional) continue;
    const demands = modules[one.specifier];
    need(one.specifier === "node:sqlite" && experimental("sqlite") ? ">=22.5.0" : demands, one.at);
  }
  const entry = command?.entry?.file;
  if (entry && /\.[mc]?ts$/.test(entry) && /(^|[\\/])node(\.exe)?$/.test(program[0] ?? ""))
    need(
      experimental("strip-types")
        ? ">=22.6.0"
        : experimental("transform-types")
          ? ">=22.7.0"
          : preloadsLoader(program)
            ? undefined
            : ">=22.18.0 <23.0.0 || >=23.6.0",
      { file: entry },
    );
  return facts;
}

/** A loader that understands TypeScript comes before the entry (`--import tsx`). */
function preloadsLoader(program: readonly string[]): boolean {
  return program.some((word) => /^(--import|--loader|--experimental-loader|--require|-r)/.test(word));
}
