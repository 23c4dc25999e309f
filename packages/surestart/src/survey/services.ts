import type { EnvFacts, ServiceFact } from "../facts.ts";
export async function surveyServices(_: {
  dir: string;
  env: EnvFacts;
  probe: boolean;
  sockets: boolean;
}): Promise<ServiceFact[]> {
  return [];
}
