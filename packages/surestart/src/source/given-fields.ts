import type { Execution } from "./execute.ts";
import type { FoundRead } from "./found-read.ts";
import type { KnownNames } from "./known-names.ts";
import type { CallEvent, SourceEvent, SourceModule } from "./module.ts";

/**
 * `Settings(token=…)`: what an instance is handed by name is not looked for in the environment (pydantic: arguments come
 * first). A field counts as given when every instance that the start makes is handed it.
 */
export function applyGiven(
  modules: readonly SourceModule[],
  reads: readonly FoundRead[],
  execution: Execution,
  names: KnownNames,
): void {
  const fields = reads.filter(
    ({ event, settings }) => event.kind === "read" && event.schema && settings.length,
  );
  if (fields.length === 0) return;
  const instances = modules.flatMap((module) => instancesIn(module, execution, names));
  for (const { read, settings } of fields) {
    const made = instances.filter((instance) => settings.some((one) => instance.family.includes(one)));
    if (made.length === 0 || !made.every(({ call }) => gives(call, read))) continue;
    read.hasDefault = true;
    read.required = false;
  }
}

interface Instance {
  family: string[];
  call: CallEvent;
}

function instancesIn(module: SourceModule, execution: Execution, names: KnownNames): Instance[] {
  return module.events.flatMap((event: SourceEvent): Instance[] =>
    event.kind === "call" && execution.happened.has(event) && names.settings(module, event.callee)
      ? [{ family: names.family(module, event.callee), call: event }]
      : [],
  );
}

/** By the field's name, or by that of its variable, as an alias is given. */
function gives({ keywords = {}, open }: CallEvent, { name, assignedTo }: FoundRead["read"]): boolean {
  return open === true || name in keywords || (assignedTo !== undefined && assignedTo in keywords);
}
