import { deserialize, serialize } from "node:v8";
import type { SourceModule } from "./module.ts";

interface Kept {
  text: Buffer;
  file: string;
  module: Buffer;
}

/**
 * What was read of sources that several workspaces of a monorepo use: each is parsed once, and where its places are in another
 * folder, as another workspace has it, only their paths differ. Kept as bytes, since a survey adds to what it is given.
 */
export class SharedReads {
  readonly #kept = new Map<string, Kept>();

  /**
   * @param path absolute
   * @param file how the project calls it: so it is in every place
   * @param values with which the code's checks are followed
   */
  read(
    { path, file, text, values }: { path: string; file: string; text: Buffer; values: string },
    parse: () => SourceModule,
  ): SourceModule {
    const key = `${path}\0${values}`;
    const kept = this.#kept.get(key);
    if (kept?.text.equals(text)) return moved(deserialize(kept.module), kept.file, file) as SourceModule;
    const module = parse();
    this.#kept.set(key, { text, file, module: serialize(module) });
    return module;
  }
}

/** The same with another name of the file, in all its places. */
function moved(value: unknown, from: string, to: string): unknown {
  if (from === to) return value;
  const seen = new Set<unknown>();
  const visit = (one: unknown): void => {
    if (typeof one !== "object" || one === null || seen.has(one)) return;
    seen.add(one);
    if (one instanceof Map || one instanceof Set)
      for (const inner of [...one.keys(), ...one.values()]) visit(inner);
    const fields = one as Record<string, unknown>;
    for (const [name, inner] of Object.entries(fields))
      if (name === "file" && inner === from) fields[name] = to;
      else visit(inner);
  };
  visit(value);
  return value;
}
