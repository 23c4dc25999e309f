import path from "node:path";
import type { ConfigName } from "../facts.ts";
import { readText } from "../files.ts";

const settings = /(?:^|\/)config\/custom-environment-variables\.(?:json|ya?ml)$/;

/**
 * The settings of the package `config` that are taken from variables, as its file says
 * (https://github.com/node-config/node-config/wiki/Environment-Variables#custom-environment-variables).
 */
export async function configNames(dir: string, files: readonly string[]): Promise<ConfigName[]> {
  const found: ConfigName[] = [];
  for (const file of files.filter((one) => settings.test(one))) {
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
        if (isMap(value)) walk(value, here);
        else if (isScalar(value) && typeof value.value === "string" && value.range)
          found.push({
            // `{ "__name": "PORT", "__format": "number" }`
            key: (here.at(-1) === "__name" ? above : here).join("."),
            name: value.value,
            at: { file, line: lineCounter.linePos(value.range[0]).line },
          });
      }
    };
    walk(document.contents, []);
  }
  return found.filter(({ key }) => !key.endsWith(".__format"));
}
