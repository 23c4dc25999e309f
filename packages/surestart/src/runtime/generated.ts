import path from "node:path";
import type { RuntimeFacts, SourceImport } from "../facts.ts";
import { isFolder, jsonObject, readText } from "../files.ts";
import { upward } from "../folders.ts";
import { at as valueAt } from "./command/pyproject-scripts.ts";
import { findNodePackage } from "./node-packages.ts";

type Imported = Pick<SourceImport, "package" | "file" | "at" | "reached" | "optional"> &
  Partial<Pick<SourceImport, "specifier" | "missing">>;
type Missing = NonNullable<RuntimeFacts["generatedMissing"]>;

/**
 * Prisma's client is imported and was never generated: what the package brings is a stub that throws, or the folder of the
 * project that the schema names for it is not there. null in every other case.
 */
export function generatedMissing(dir: string, imports: readonly Imported[]): Missing | null {
  const reached = imports.filter((i) => i.reached && !i.optional);
  const own = inProject(dir, reached);
  if (own) return own;
  const one = reached.find((i) => i.package === "@prisma/client");
  if (!one) return null;
  const installed = findNodePackage("@prisma/client", path.dirname(path.resolve(dir, one.file)));
  if (installed === null) return null;
  const generated = path.resolve(installed, "..", "..", ".prisma", "client");
  const stub = ["default.js", "index.js"].some((f) =>
    readText(path.join(generated, f))?.includes("did not initialize yet"),
  );
  return isFolder(generated) && !stub ? null : { ...prisma, at: one.at };
}

const prisma = { tool: "Prisma", command: "npx prisma generate" };

/** `output = "../src/generated/prisma"` of a generator in the schema (https://www.prisma.io/docs/orm/prisma-schema/overview/generators). */
function inProject(dir: string, imports: readonly Imported[]): Missing | null {
  const missing = imports.filter(({ missing, specifier }) => missing && specifier);
  for (const one of missing) {
    const output = outputOf(path.dirname(path.resolve(dir, one.file)));
    if (output === null) continue;
    const isInside = ({ specifier = "", file }: Imported): boolean =>
      specifier.startsWith(".")
        ? !path.relative(output, path.resolve(dir, path.dirname(file), specifier)).startsWith("..")
        : `${specifier}/`.includes(`/${output.split(path.sep).slice(-2).join("/")}/`);
    const specifiers = missing.filter(isInside).map(({ specifier = "" }) => specifier);
    if (specifiers.length > 0 && isInside(one)) return { ...prisma, at: one.at, specifiers };
  }
  return null;
}

function outputOf(from: string): string | null {
  const folder = upward(from, "package.json");
  if (folder === null) return null;
  const named = valueAt(jsonObject(readText(path.join(folder, "package.json"))), ["prisma", "schema"]);
  for (const file of [
    typeof named === "string" ? named : "",
    "prisma/schema.prisma",
    "schema.prisma",
    "prisma/schema/schema.prisma",
  ]) {
    const schema = path.join(folder, file);
    const text = file === "" ? null : readText(schema);
    const output = /generator\s+\w+\s*\{[^}]*?\boutput\s*=\s*"([^"]+)"/.exec(text ?? "")?.[1];
    if (output !== undefined) return path.resolve(path.dirname(schema), output);
  }
  return null;
}
