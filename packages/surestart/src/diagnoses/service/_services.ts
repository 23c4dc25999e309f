import type { Facts, ServiceFact } from "../../facts.ts";
import type { Place, RelatedPlace } from "../../finding.ts";
import { serviceNamed } from "../../known/_tools.ts";
import { crashTouches, relatedReads, variableOf } from "../_lookup.ts";
import { typed } from "../_typed.ts";
import { lastWords } from "../runtime/_crash-text.ts";

/** The service that the program's own error is about: by its variable, its host or its port, in that order. */
export function serviceOfCrash(facts: Facts): ServiceFact | undefined {
  const text = lastWords(facts);
  if (text === "") return undefined;
  const all = [facts.services, facts.defaultServices ?? []].map((some) =>
    some.filter((service) => !isElsewhere(service, text)),
  );
  const found = all.map((some) => byAddress(some, text)).find((one) => one);
  return found ?? all.map((some) => byVariable(facts, some)).find((one) => one);
}

function byAddress(candidates: readonly ServiceFact[], text: string): ServiceFact | undefined {
  const ofPort = candidates.filter(
    (s) => s.port !== null && new RegExp(`(?<!\\d)${s.port}(?!\\d)`).test(text),
  );
  return (
    ofPort.find((s) => text.includes(s.host)) ?? ofPort[0] ?? candidates.find((s) => text.includes(s.host))
  );
}

function byVariable(facts: Facts, candidates: readonly ServiceFact[]): ServiceFact | undefined {
  return (
    candidates.find((s) => crashTouches(facts, variableOf(facts, s.variable))) ??
    (candidates.length === 1 ? candidates[0] : undefined)
  );
}

/**
 * The one service of this machine that the start uses and that does not answer, for an error that says that a connection was
 * refused, and not where: `AggregateError` without a message, a driver's own words.
 */
export function onlyClosed(facts: Facts): ServiceFact | undefined {
  const words = lastWords(facts).replace(/^\s*at .*$/gm, "");
  if (/\b\d{1,3}(?:\.\d{1,3}){3}\b|\blocalhost\b|::1\b|\bport\W{0,3}\d/i.test(words)) return undefined;
  const closed = [...facts.services, ...(facts.defaultServices ?? [])].filter(
    ({ near, atStart, answer }) => near && atStart && (answer === "refused" || answer === "timeout"),
  );
  return closed.length === 1 ? closed[0] : undefined;
}

/** The error names an address with another port, of the same host or with a code of the system: it is about something else. */
function isElsewhere({ host, port }: ServiceFact, words: string): boolean {
  if (host === "" || port === null || new RegExp(`(?<!\\d)${port}(?!\\d)`).test(words)) return false;
  // Where the program itself listens.
  const text = words.replace(/\bhttps?:\/\/\S+/g, "");
  const names = loopback.includes(host) ? loopback : [host];
  const ofHost = names
    .flatMap((name) => text.split(name).slice(1))
    .flatMap((rest) => /^\]?(?::|["'],? ?)(\d{2,5})\b/.exec(rest)?.[1] ?? []);
  const ofCode = [...text.matchAll(/\b(?:ECONNREFUSED|ETIMEDOUT) \S+:(\d{2,5})\b/g)].map(([, one]) => one);
  return ofHost.length + ofCode.length > 0;
}

const loopback = ["localhost", "127.0.0.1", "::1"];

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
