import { existsSync } from "node:fs";
import path from "node:path";
import type { Loader } from "../../facts.ts";
import type { Place } from "../../finding.ts";
import { toolsWith, type With } from "../../known/_find.ts";
import { otherLoader } from "./loader.ts";
import { named, type ProjectFiles } from "./project-files.ts";
import { readViteConfig } from "./vite-config.ts";

/** A tool that is in use by its config, also where no script of package.json names it; what others are built on comes last. */
export async function configLoaders(project: ProjectFiles): Promise<Loader[]> {
  const folders = new Set<string>();
  const loaders: Loader[] = [];
  const all = toolsWith("convention");
  const bases = new Set(all.map(({ convention }) => convention.on));
  const isBase = ({ name }: { name: string }): number => (bases.has(name) ? 1 : 0);
  for (const tool of all.toSorted((a, b) => isBase(a) - isBase(b)))
    for (const file of tool.convention.config ? named(project, tool.convention.config) : []) {
      const folder = path.posix.dirname(file);
      if (folders.has(folder)) continue;
      folders.add(folder);
      loaders.push(...(await conventionLoaders(project.dir, folder, tool, { file })));
    }
  return loaders;
}

/**
 * The files that a tool's own convention reads in its folder, as far as they exist, by dotenv and dotenv-expand. Vite reads
 * those of `envDir`.
 */
export async function conventionLoaders(
  dir: string,
  folder: string,
  { name: how, convention }: With<"convention">,
  at: Place,
): Promise<Loader[]> {
  if (convention.unknown) return [];
  const config = convention.vite ? await readViteConfig(dir, folder) : null;
  const from = path.posix.join(folder, config?.envDir ?? ".");
  const names = ["development", "production"].flatMap((mode) => [`.env.${mode}.local`, `.env.${mode}`]);
  const files = [".env", ".env.local", ...names].filter((name) => existsSync(path.resolve(dir, from, name)));
  const told = convention.vite === true ? config?.envPrefix : undefined;
  const only = config?.all ? undefined : (told ?? convention.prefixes);
  return files.map((file) =>
    otherLoader(dir, {
      dialect: "dotenv-expand",
      how,
      at,
      files: [file],
      from,
      ...(only ? { only: { prefixes: [...only] } } : {}),
    }),
  );
}
