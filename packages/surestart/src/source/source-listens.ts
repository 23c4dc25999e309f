import type { SourceListen } from "../facts.ts";
import type { Execution } from "./execute.ts";
import type { FoundRead } from "./found-read.ts";
import type { KnownNames } from "./known-names.ts";
import type { SourceModule } from "./module.ts";
import { readAt } from "./reads.ts";

/** Where a module opens ports; a port that another module holds is followed to its literal or its read. */
export function listensOf(
  module: SourceModule,
  reads: FoundRead[],
  names: KnownNames,
  execution: Execution,
): SourceListen[] {
  const reached = execution.modules.includes(module);
  return module.events.flatMap((event): SourceListen[] => {
    if (event.kind !== "listen" || event.scope.kind === "types") return [];
    const { portFrom, hostFrom } = event;
    const from = portFrom ? names.value(module, portFrom) : null;
    const at = from?.value.at ?? event.portAt;
    const read = at ? readAt(at, from?.module ?? module, reads, names) : undefined;
    const literal = Number(from?.value.literal ?? Number.NaN);
    const host = hostFrom ? names.value(module, hostFrom)?.value : null;
    const hostVariable = event.hostVariable ?? host?.variable;
    return [
      {
        at: event.at,
        language: module.language,
        call: event.call,
        port: event.port ?? (Number.isInteger(literal) ? literal : null),
        variable: event.variable ?? from?.value.variable ?? read?.name ?? null,
        host: event.host ?? (typeof host?.literal === "string" ? host.literal : null),
        ...(hostVariable ? { hostVariable } : {}),
        portAt: read?.at ?? at,
        reached: reached && (execution.happened.has(event) || event.scope.kind === "function"),
      },
    ];
  });
}
