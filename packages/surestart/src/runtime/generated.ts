import path from "node:path";
import type { RuntimeFacts, SourceImport } from "../facts.ts";
import { isFolder, readText } from "../files.ts";
import { findNodePackage } from "./node-packages.ts";

/**
 * Prisma's client is imported, installed and never generated: what the package brings is a stub that throws.
 * null in every other case.
 */
export function generatedMissing(
  dir: string,
  imports: readonly Pick<SourceImport, "package" | "file" | "at" | "reached" | "optional">[],
): NonNullable<RuntimeFacts["generatedMissing"]> | null {
  const one = imports.find((i) => i.package === "@prisma/client" && i.reached && !i.optional);
  if (!one) return null;
  const installed = findNodePackage("@prisma/client", path.dirname(path.resolve(dir, one.file)));
  if (installed === null) return null;
  const generated = path.resolve(installed, "..", "..", ".prisma", "client");
  const stub = ["default.js", "index.js"].some((f) =>
    readText(path.join(generated, f))?.includes("did not initialize yet"),
  );
  return isFolder(generated) && !stub ? null : { tool: "Prisma", command: "npx prisma generate", at: one.at };
}
