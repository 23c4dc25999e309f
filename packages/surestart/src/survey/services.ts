import type { EnvFacts, Facts, ServiceFact, Variable } from "../facts.ts";
import type { Place } from "../finding.ts";
import { composeServices } from "../services/compose.ts";
import { probeServices } from "../services/probe.ts";
import { readServices } from "../services/read-services.ts";
import { lastBinding } from "./last-binding.ts";

/** The services that the variables of the program name, and those that its defaults name, and whether they answer. */
export async function surveyServices(question: {
  dir: string;
  env: EnvFacts;
  probe: boolean;
  sockets: boolean;
}): Promise<Pick<Facts, "services" | "defaultServices">> {
  const { dir, env, probe, sockets } = question;
  const variables = env.variables.flatMap((variable) => {
    const value = variable.value ?? variable.setValue;
    if (value === null || value === "" || variable.reads.length === 0) return [];
    const atStart = variable.reads.some((r) => r.reached && r.when !== "request");
    return [{ name: variable.name, value, place: placeOf(variable, env), atStart }];
  });
  const defaults = env.variables.flatMap(defaultOf);
  const compose = variables.length + defaults.length > 0 ? await composeServices(dir) : [];
  const ask = (found: ServiceFact[]): Promise<ServiceFact[]> | ServiceFact[] =>
    sockets ? probeServices(found, { probe }) : found;
  const [services, defaultServices] = await Promise.all([
    ask(readServices(variables, compose)),
    ask(readServices(defaults, compose)),
  ]);
  return defaultServices.length > 0 ? { services, defaultServices } : { services };
}

/** What the start takes for a variable that is not set. */
function defaultOf({ name, value, setValue, reads }: Variable): Parameters<typeof readServices>[0][number][] {
  const read = reads.find((one) => one.reached && one.when !== "request" && one.fallback);
  return value === null && setValue === null && read?.fallback
    ? [{ name, value: read.fallback, place: read.at, atStart: true }]
    : [];
}

function placeOf(variable: Variable, env: EnvFacts): Place | null {
  if (variable.from === "environment") return null;
  for (const file of env.files) {
    if (file.role !== "env") continue;
    const binding = lastBinding(file, variable.name);
    if (binding)
      return {
        file: file.file,
        line: binding.line,
        column: binding.valueColumn,
        endColumn: binding.valueEndColumn,
      };
  }
  return null;
}
