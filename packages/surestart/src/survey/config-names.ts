import path from "node:path";
import type { ConfigName } from "../facts.ts";
import { readText } from "../files.ts";
import type { SettingsFiles } from "../known/_made-files.ts";
import { tools } from "../known/_tools.ts";

/** The settings that a package takes from variables, as a file of its own says. */
export async function configNames(dir: string, files: readonly string[]): Promise<ConfigName[]> {
  const found: ConfigName[] = [];
  for (const { file, settings } of files.flatMap(ofSettings)) {
    const source = readText(path.join(dir, file));
    if (source === null) continue;
    const { isMap, isScalar, LineCounter, parseDocument } = await import("yaml");
    const lineCounter = new LineCounter();
    const document = parseDocument(source, { lineCounter, logLevel: "silent" });
    const walk = (node: unknown, above: readonly string[]): void => {
      if (!isMap(node)) return;
      for (const { key, value } of node.items) {
        if (!isScalar(key)) continue;
        const here = [...above, String(key.value)];
        if (key.value === settings.type) continue;
        if (isMap(value)) walk(value, here);
        else if (isScalar(value) && typeof value.value === "string" && value.range)
          found.push({
            // `{ "__name": "PORT", "__format": "number" }`
            key: (here.at(-1) === settings.name ? above : here).join("."),
            name: value.value,
            at: { file, line: lineCounter.linePos(value.range[0]).line },
          });
      }
    };
    walk(document.contents, []);
  }
  return found;
}

function ofSettings(file: string): { file: string; settings: SettingsFiles["variables"] }[] {
  const [name = "", folder] = file.split("/").reverse();
  const of = tools.find(({ settingsFiles: one }) => one?.folder === folder && one?.variables.file.test(name));
  return of?.settingsFiles ? [{ file, settings: of.settingsFiles.variables }] : [];
}
