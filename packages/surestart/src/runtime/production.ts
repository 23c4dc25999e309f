import { toolsWith } from "../known/_find.ts";

type Environment = Record<string, string | undefined>;

/** The first counts before all others: most libraries look at it alone. */
function switches(): string[] {
  return ["NODE_ENV", "APP_ENV", "ENVIRONMENT", "ENV", ...toolsWith("modes").flatMap(({ modes }) => modes)];
}

/** The switch that says production, by name; null when none does. NODE_ENV counts before the others. */
export function productionSwitch(environment: Environment): string | null {
  return switches().find((name) => /^(prod|production)$/i.test(environment[name]?.trim() ?? "")) ?? null;
}

/** The switches that are set, and to what: which of its modes a program starts in. */
export function modeOf(environment: Environment): Record<string, string> {
  return Object.fromEntries(
    switches().flatMap((name) => (environment[name] === undefined ? [] : [[name, environment[name]]])),
  );
}
