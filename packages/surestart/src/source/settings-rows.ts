import type { SettingsClass } from "../known/_settings-class.ts";
import { tools } from "../known/_tools.ts";

/** The library whose classes are settings. */
export const settingsClassRow = tools.flatMap(({ settingsClass }) => settingsClass ?? [])[0] as SettingsClass;

const modules = new Set(
  tools
    .filter(({ language }) => language === "python")
    .flatMap(({ name, takes = [], reads = [], settingsClass }) => [
      name.replaceAll("-", "_"),
      ...[...takes, ...reads].flatMap(({ calls = [] }) => calls.map((word) => word.split(".")[0] as string)),
      ...Object.values(settingsClass?.bases ?? {}).flatMap((words: readonly string[]) =>
        words.map((word) => word.split(".")[0] as string),
      ),
    ]),
);

/** A module of Python that is a known library's. */
export function isLibrary(module: string): boolean {
  return modules.has(module);
}
