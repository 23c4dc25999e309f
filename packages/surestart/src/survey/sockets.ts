import type { Facts } from "../facts.ts";
import type { SurveyOptions } from "./options.ts";
import { surveyPort } from "./port.ts";
import { surveyServices } from "./services.ts";

/** The same facts, with what the sockets of this machine say now: who has the port, which services answer. */
export async function withSockets(
  facts: Facts,
  { port, host, probe = false }: SurveyOptions,
): Promise<Facts> {
  const { command, env, source } = facts;
  const { dir } = facts.project;
  const { defaultServices: _, ...before } = facts;
  const [ports, asked] = await Promise.all([
    surveyPort({ dir, command, env, source, port, host, sockets: true }),
    surveyServices({ dir, env, probe, sockets: true }),
  ]);
  return { ...before, port: ports, ...asked };
}
