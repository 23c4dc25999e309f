import { posix } from "node:path";
import type { Place } from "../finding.ts";
import { tools } from "../known/_tools.ts";
import { literally } from "../literally.ts";
import type { Execution } from "./execute.ts";
import type { FoundRead } from "./found-read.ts";
import type { KnownNames } from "./known-names.ts";
import type { SourceEvent, SourceModule, SourceValue } from "./module.ts";

const rows = tools.flatMap(({ settingsObject }) => settingsObject ?? []);
const lenient = new Set(rows.flatMap((row) => row.lenient));
const changing = new Set(rows.flatMap((row) => row.changes));

type Settings = NonNullable<SourceValue["settings"]>;

/** The object is used: `name` is what it is asked for. */
interface Use {
  event: SourceEvent;
  module: SourceModule;
  name: string | null;
}

interface Asked {
  settings: Settings;
  home: SourceModule;
  uses: Use[];
  /** The code gives it more values. */
  changed?: true;
}

/**
 * The variables that are asked for as attributes of a library's object (`settings.STORE_URL`), and those that its validators
 * demand: when the object is used for the first time. What one of its files has is not missing.
 *
 * @param readText a file by its path relative to the project; null where there is none
 * @param set names of variables that are set somewhere
 */
export function settingsReads(
  modules: readonly SourceModule[],
  execution: Execution,
  names: KnownNames,
  readText: (file: string) => string | null,
  set: readonly string[],
): FoundRead[] {
  const isInside = (start: string): boolean =>
    set.some((one) => one.toUpperCase().startsWith(start.toUpperCase()));
  const objects = new Map<Settings, Asked>();
  for (const module of modules)
    for (const event of module.events) {
      const words =
        event.kind === "use" && event.asks ? event.value : event.kind === "call" ? event.callee : null;
      const dot = words?.indexOf(".") ?? -1;
      const target = words && dot > 0 ? names.value(module, words.slice(0, dot)) : null;
      const settings = target?.value.settings;
      if (!words || !target || !settings) continue;
      const asked = objects.get(settings) ?? { settings, home: target.module, uses: [] };
      objects.set(settings, asked);
      const rest = words.slice(dot + 1);
      if (event.kind === "call" && changing.has(rest)) asked.changed = true;
      const name = event.kind === "call" ? (lenient.has(rest) ? event.args[0] : null) : rest;
      const isOwn = rows.some(({ own }) => name && own.test(name));
      asked.uses.push({
        event,
        module,
        name: name && !isOwn && /^[A-Z][A-Z0-9_]*$/.test(name) ? name : null,
      });
    }
  const started = execution.modules.map(({ file }) => file);
  return [...objects.values()].flatMap((asked) => {
    const texts = textsOf(asked, started, readText);
    const has = (name: string): boolean =>
      asked.changed === true ||
      asked.settings.given.includes(name.toUpperCase()) ||
      rows.some(({ inside }) => isInside(`${asked.settings.prefix}${name}${inside}`)) ||
      isInTexts(name, texts);
    const read = ({ event, module }: Use, name: string, at: Place, demanded: boolean): FoundRead =>
      readOf(event, module, asked.settings.prefix, name, at, demanded && !has(name), execution);
    const certain = asked.uses.find(({ event }) => execution.happened.get(event)?.conditional === false);
    const first = certain ?? asked.uses[0];
    return [
      ...asked.uses.flatMap((use) =>
        use.name === null ? [] : [read(use, use.name, use.event.at, use.event.kind === "use")],
      ),
      ...asked.settings.demands.flatMap(({ name, at }) =>
        first ? [read({ ...first, module: asked.home }, name, at, true)] : [],
      ),
    ];
  });
}

function readOf(
  event: SourceEvent,
  module: SourceModule,
  prefix: string,
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

/** What is in its files, in the folders from the scripts upward; null where nobody can tell. */
function textsOf(
  { settings: { files }, home }: Asked,
  started: readonly string[],
  readText: (file: string) => string | null,
): string[] | null {
  if (files === null || files.some((file) => /[*?[\]@;,]/.test(file))) return null;
  const names = files.flatMap((file) => [file, file.replace(/(\.\w+)$/, ".local$1")]);
  const folders = new Set([home.file, ...started].flatMap((file) => upward(posix.dirname(file))));
  const texts = [...folders].flatMap((folder) =>
    ["", ...rows.map((row) => row.folder)].flatMap((inner) =>
      names.flatMap((name) => readText(posix.join(folder, inner, name)) ?? []),
    ),
  );
  return rows.some(({ include }) => texts.some((text) => text.includes(include))) ? null : texts;
}

/** A folder of the project, those around it, and two above the project's own: a workspace may share its files. */
function upward(folder: string): string[] {
  const parts = folder.split("/");
  const around = parts.map((_, i) => parts.slice(0, i + 1).join("/"));
  return [...around, ".", "..", "../.."];
}

/** One of the files has the name, or may have it. */
function isInTexts(name: string, texts: readonly string[] | null): boolean {
  const word = literally(name);
  const has = new RegExp(
    `^[ \\t]*["']?${word}["']?[ \\t]*[:=.]|["']${word}["']\\s*:|^[ \\t]*\\[[^\\]\\n]*\\b${word}\\b`,
    "im",
  );
  return texts === null || texts.some((text) => has.test(text));
}
