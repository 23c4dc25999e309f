import { posix } from "node:path";
import { tools } from "../known/_tools.ts";
import { literally } from "../literally.ts";
import type { Execution } from "./execute.ts";
import type { FoundRead } from "./found-read.ts";
import type { KnownNames } from "./known-names.ts";
import type { SourceEvent, SourceModule, SourceValue } from "./module.ts";

const lenient = new Set(tools.flatMap(({ settingsObject }) => settingsObject?.lenient ?? []));

type Settings = NonNullable<SourceValue["settings"]>;

interface Asked {
  settings: Settings;
  home: SourceModule;
  /** The events that use it, where the program comes to them; null for the others. */
  events: { event: SourceEvent; module: SourceModule }[];
}

/**
 * The variables that are asked for as attributes of a library's object (`settings.STORE_URL`), and those that its validators
 * demand: when the object is used for the first time. What one of its files has is not missing.
 *
 * @param readText a file by its path relative to the project; null where there is none
 */
export function settingsReads(
  modules: readonly SourceModule[],
  execution: Execution,
  names: KnownNames,
  readText: (file: string) => string | null,
): FoundRead[] {
  const objects = new Map<Settings, Asked>();
  const found: FoundRead[] = [];
  for (const module of modules)
    for (const event of module.events) {
      const words =
        event.kind === "use" && event.asks ? event.value : event.kind === "call" ? event.callee : null;
      const dot = words?.indexOf(".") ?? -1;
      const target = words && dot > 0 ? names.value(module, words.slice(0, dot)) : null;
      const settings = target?.value.settings;
      if (!words || !target || !settings) continue;
      const asked = objects.get(settings) ?? { settings, home: target.module, events: [] };
      objects.set(settings, asked);
      asked.events.push({ event, module });
      const rest = words.slice(dot + 1);
      const name = event.kind === "call" ? (lenient.has(rest) ? event.args[0] : null) : rest;
      if (!name || !/^[A-Z][A-Z0-9_]*$/.test(name)) continue;
      const demanded = event.kind === "use" && !isInFiles(name, asked, readText);
      found.push(readOf(event, module, settings, name, event.at, demanded, execution));
    }
  for (const asked of objects.values()) {
    const first =
      asked.events.find(({ event }) => execution.happened.get(event)?.conditional === false) ??
      asked.events[0];
    for (const { name, at } of first ? asked.settings.demands : [])
      if (first) {
        const demanded = !isInFiles(name, asked, readText);
        found.push(readOf(first.event, asked.home, asked.settings, name, at, demanded, execution));
      }
  }
  return found;
}

function readOf(
  event: SourceEvent,
  module: SourceModule,
  { prefix }: Settings,
  name: string,
  at: FoundRead["read"]["at"],
  demanded: boolean,
  execution: Execution,
): FoundRead {
  const happened = execution.happened.get(event);
  const certain = happened !== undefined && !happened.conditional && !event.guarded;
  return {
    read: {
      at,
      language: module.language,
      name: `${prefix}${name.toUpperCase()}`,
      required: demanded && certain,
      hasDefault: false,
      fallback: null,
      when: happened?.when ?? "request",
      ...(happened ? { chain: happened.chain } : {}),
      loaded: null,
      reached: execution.modules.includes(module),
    },
    event: event as FoundRead["event"],
    settings: [],
    module,
  };
}

/** One of its files has the name, or may have it. */
function isInFiles(
  name: string,
  { settings: { files }, home }: Asked,
  readText: (file: string) => string | null,
): boolean {
  if (files === null || files.some((file) => /[*?[\]@;,]/.test(file))) return true;
  const word = literally(name);
  const has = new RegExp(
    `^\\s*["']?${word}["']?\\s*[:=]|["']${word}["']\\s*:|^\\s*\\[[^\\]]*\\b${word}\\b`,
    "im",
  );
  const local = files.map((file) => file.replace(/(\.\w+)$/, ".local$1"));
  return [...files, ...local]
    .flatMap((file) => [file, posix.join(posix.dirname(home.file), file)])
    .some((file) => has.test(readText(file) ?? ""));
}
