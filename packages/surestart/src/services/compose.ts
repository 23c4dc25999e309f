import { readFileSync } from "node:fs";
import path from "node:path";
import { isObject, namesIn } from "../files.ts";
import type { Place } from "../finding.ts";
import { relativeTo } from "../folders.ts";

export interface ComposeService {
  name: string;
  /** Every name under which its own network knows it: its own, `container_name`, `hostname`, aliases. */
  names: string[];
  /** Its key in the compose file. */
  at: Place;
}

/** compose's own names for its files, and those that projects put next to them. */
const pattern = /^(docker-)?compose([.-][\w.-]+)?\.ya?ml$/;

/** The services of the compose files in the project's folder; files that cannot be read or parsed have none. */
export async function composeServices(dir: string): Promise<ComposeService[]> {
  const services: ComposeService[] = [];
  for (const name of composeFiles(dir)) services.push(...(await readCompose(dir, path.join(dir, name))));
  return services;
}

/** The service that a host name means inside of compose's network. */
export function composeServiceOf(host: string, services: readonly ComposeService[]): ComposeService | null {
  return services.find((service) => service.names.includes(host)) ?? null;
}

function composeFiles(folder: string): string[] {
  return namesIn(folder).filter((name) => pattern.test(name));
}

async function readCompose(dir: string, file: string): Promise<ComposeService[]> {
  // The parser is loaded only where there is a compose file.
  const { isMap, isScalar, LineCounter, parseDocument } = await import("yaml");
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return [];
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: "silent", uniqueKeys: false });
  const services = document.get("services");
  if (!isMap(services)) return [];
  return services.items.flatMap(({ key, value }) => {
    if (!isScalar(key)) return [];
    const name = String(key.value);
    const { line, col } = lines.linePos(key.range?.[0] ?? 0);
    const at: Place = {
      file: relativeTo(dir, file),
      line,
      column: col,
      endColumn: col + name.length,
    };
    const config = isMap(value) ? (value.toJS(document) as Record<string, unknown>) : {};
    return [{ name, names: namesOf(name, config), at }];
  });
}

function namesOf(name: string, config: Record<string, unknown>): string[] {
  const networks = Object.values(isObject(config["networks"]) ? config["networks"] : {});
  const aliases = networks.flatMap((network) => (isObject(network) ? (network["aliases"] ?? []) : []));
  return [name, config["container_name"], config["hostname"], ...aliases].filter(
    (n): n is string => typeof n === "string",
  );
}
