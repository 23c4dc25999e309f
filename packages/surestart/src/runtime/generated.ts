import path from "node:path";
import type { RuntimeFacts, SourceImport } from "../facts.ts";
import { isFolder, jsonObject, readText } from "../files.ts";
import { upward } from "../folders.ts";
import type { Generates } from "../known/_made-files.ts";
import { tools } from "../known/_tools.ts";
import { at as valueAt } from "./command/pyproject-scripts.ts";
import { findNodePackage } from "./node-packages.ts";

type Imported = Pick<SourceImport, "package" | "file" | "at" | "reached" | "optional"> &
  Partial<Pick<SourceImport, "specifier" | "missing">>;
type Missing = NonNullable<RuntimeFacts["generatedMissing"]>;

type Generator = Generates & { called: string };

const generators: readonly Generator[] = tools.flatMap(({ name, called = name, generates }) =>
  generates ? [{ called, ...generates }] : [],
);

/**
 * A client is imported that was never generated: what its package brings is a stub that throws, or the folder of the project
 * that the schema names for it is not there. null in every other case.
 */
export function generatedMissing(dir: string, imports: readonly Imported[]): Missing | null {
  const reached = imports.filter((i) => i.reached && !i.optional);
  for (const one of generators) {
    const found = inProject(dir, reached, one) ?? inPackage(dir, reached, one);
    if (found) return found;
  }
  return null;
}

function inPackage(dir: string, reached: readonly Imported[], { into, ...tool }: Generator): Missing | null {
  const one = into && reached.find((i) => i.package === into.package);
  if (!into || !one) return null;
  const installed = findNodePackage(into.package, path.dirname(path.resolve(dir, one.file)));
  if (installed === null) return null;
  const generated = path.resolve(installed, "..", "..", ...into.folder);
  const stub = into.files.some((file) => readText(path.join(generated, file))?.includes(into.stub));
  return isFolder(generated) && !stub ? null : { tool: tool.called, command: tool.command, at: one.at };
}

/** `output = "../src/generated/client"` in the schema. */
function inProject(dir: string, imports: readonly Imported[], tool: Generator): Missing | null {
  const { schema, called, command } = tool;
  if (!schema) return null;
  const missing = imports.filter(({ missing, specifier }) => missing && specifier);
  for (const one of missing) {
    const output = outputOf(path.dirname(path.resolve(dir, one.file)), schema);
    if (output === null) continue;
    const isInside = ({ specifier = "", file }: Imported): boolean =>
      specifier.startsWith(".")
        ? !path.relative(output, path.resolve(dir, path.dirname(file), specifier)).startsWith("..")
        : `${specifier}/`.includes(`/${output.split(path.sep).slice(-2).join("/")}/`);
    const specifiers = missing.filter(isInside).map(({ specifier = "" }) => specifier);
    if (specifiers.length > 0 && isInside(one)) return { tool: called, command, at: one.at, specifiers };
  }
  return null;
}

function outputOf(from: string, { key, files, output }: NonNullable<Generates["schema"]>): string | null {
  const folder = upward(from, "package.json");
  if (folder === null) return null;
  const named = valueAt(jsonObject(readText(path.join(folder, "package.json"))), [...key]);
  for (const file of [...(typeof named === "string" ? [named] : []), ...files]) {
    const schema = path.join(folder, file);
    const found = output.exec(readText(schema) ?? "")?.[1];
    if (found !== undefined) return path.resolve(path.dirname(schema), found);
  }
  return null;
}
