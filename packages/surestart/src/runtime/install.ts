import path from "node:path";
import type { RuntimeFacts, SourceImport } from "../facts.ts";
import { isFile, isFolder, readText } from "./command/state.ts";
import { findNodePackage } from "./node-packages.ts";

/** Lock files with the command that installs just what they say, in the order in which they are looked for. */
const locks: [file: string, command: string][] = [
  ["pnpm-lock.yaml", "pnpm install --frozen-lockfile"],
  ["yarn.lock", "yarn install --immutable"],
  ["bun.lock", "bun install --frozen-lockfile"],
  ["bun.lockb", "bun install --frozen-lockfile"],
  ["package-lock.json", "npm ci"],
  ["npm-shrinkwrap.json", "npm ci"],
];
const pythonLocks: typeof locks = [
  ["uv.lock", "uv sync --frozen"],
  ["poetry.lock", "poetry install"],
  ["pdm.lock", "pdm sync"],
  ["Pipfile.lock", "pipenv sync"],
];

/** The command that installs by the lock file in the nearest of these folders; null when there is none. */
export function lockCommand(folders: readonly string[], language: "python" | "node"): string | null {
  for (const folder of folders)
    for (const [file, command] of language === "python" ? pythonLocks : locks)
      if (isFile(path.join(folder, file)))
        // Yarn 1 knows its own word for it.
        return file === "yarn.lock" && !isFile(path.join(folder, ".yarnrc.yml"))
          ? "yarn install --frozen-lockfile"
          : command;
  return null;
}

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
