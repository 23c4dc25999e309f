import type { EnvFacts, ServiceFact, Variable } from "../facts.ts";
import type { Place } from "../finding.ts";
import { composeServices } from "../services/compose.ts";
import { probeServices } from "../services/probe.ts";
import { readServices } from "../services/read-services.ts";
import { lastBinding } from "./last-binding.ts";

/** The services that the variables of the program name, and whether they answer. */
export async function surveyServices(question: {
  dir: string;
  env: EnvFacts;
  probe: boolean;
  sockets: boolean;
}): Promise<ServiceFact[]> {
  const { dir, env, probe, sockets } = question;
  const variables = env.variables.flatMap((variable) => {
    const value = variable.value ?? variable.setValue;
    if (value === null || value === "" || variable.reads.length === 0) return [];
    const atStart = variable.reads.some((r) => r.reached && r.when !== "request");
    return [{ name: variable.name, value, place: placeOf(variable, env), atStart }];
  });
  const services = readServices(variables, variables.length > 0 ? await composeServices(dir) : []);
  return sockets ? probeServices(services, { probe }) : services;
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
