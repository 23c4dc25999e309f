import type { Facts, ServiceFact } from "../../facts.ts";
import type { Place, RelatedPlace } from "../../finding.ts";
import { serviceNamed } from "../../known/_tools.ts";
import { crashTouches, relatedReads, variableOf } from "../_lookup.ts";
import { typed } from "../_typed.ts";
import { lastWords } from "../runtime/_crash-text.ts";

/** The service that the program's own error is about: by its variable, its host or its port, in that order. */
export function serviceOfCrash(facts: Facts, kinds?: RegExp): ServiceFact | undefined {
  const text = lastWords(facts);
  if (text === "") return undefined;
  const candidates = facts.services.filter((s) => !(kinds && !kinds.test(s.kind)) && !isElsewhere(s, text));
  return (
    candidates.find(
      (s) => s.port !== null && new RegExp(`(?<!\\d)${s.port}(?!\\d)`).test(text) && text.includes(s.host),
    ) ??
    candidates.find((s) => s.port !== null && new RegExp(`(?<!\\d)${s.port}(?!\\d)`).test(text)) ??
    candidates.find((s) => text.includes(s.host)) ??
    candidates.find((s) => crashTouches(facts, variableOf(facts, s.variable))) ??
    (candidates.length === 1 ? candidates[0] : undefined)
  );
}

/** The error names the same host with another port: it is about something else there. */
function isElsewhere({ host, port }: ServiceFact, text: string): boolean {
  if (host === "" || port === null) return false;
  const ports = text
    .split(host)
    .slice(1)
    .flatMap((rest) => /^\]?(?::|["'],? ?)(\d{2,5})\b/.exec(rest)?.[1] ?? []);
  return ports.length > 0 && !ports.includes(String(port));
}

/**
 * The service for which a program probably waits that lives on and opens no port: the program reads its address when it
 * starts, and it does not answer. Of several the one that the log names.
 */
export function awaitedService({ run, services }: Facts): ServiceFact | undefined {
  if (run?.ended !== "timeout" || run.listening.length > 0 || run.unseen || run.connections.length > 0)
    return undefined;
  const closed = services.filter(
    ({ near, atStart, answer }) => near && atStart && (answer === "refused" || answer === "timeout"),
  );
  const named = closed.find(
    ({ port }) => port !== null && run.output.some((line) => new RegExp(`(?<!\\d)${port}(?!\\d)`).test(line)),
  );
  return named ?? closed[0];
}

/** The line of .env that names the service, or the read of its variable. */
export function serviceAt(facts: Facts, service: ServiceFact): Place | undefined {
  return service.at ?? variableOf(facts, service.variable)?.reads[0]?.at;
}

export function serviceReads(facts: Facts, service: ServiceFact): RelatedPlace[] {
  return relatedReads(
    variableOf(facts, service.variable)?.reads.slice(0, 1) ?? [],
    () => `${service.variable} is read here`,
  );
}

/** How a service of this kind is started on a developer's machine, where that is known. */
export function startCommand(service: ServiceFact, facts: Facts): { command?: string } {
  if (service.composeService) return { command: `docker compose up -d ${composeName(service)}` };
  const word = serviceNamed(service.kind)?.start;
  return word === undefined ? {} : typed(facts, word, word.startsWith("sudo ") ? undefined : word);
}

function composeName(service: ServiceFact): string {
  return service.composeName ?? service.host;
}

/** "Redis at 127.0.0.1:6379". */
export function called(service: Pick<ServiceFact, "kind" | "host" | "port">): string {
  const name = serviceNamed(service.kind)?.called ?? "the service";
  if (service.host === "") return name;
  return `${name} at ${service.host}${service.port === null ? "" : `:${service.port}`}`;
}
