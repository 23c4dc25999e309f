import { existsSync } from "node:fs";
import path from "node:path";
import type { Loader } from "../../facts.ts";
import type { Place } from "../../finding.ts";
import { otherLoader } from "./loader.ts";
import { named, type ProjectFiles } from "./project-files.ts";
import { readViteConfig } from "./vite-config.ts";

/** Which variables a framework takes from its files. null: all of them. */
const prefixes: Record<string, string[] | null> = {
  vite: ["VITE_"],
  "react-scripts": ["REACT_APP_"],
  next: null,
  nuxt: null,
  astro: null,
  sveltekit: null,
};

// They load .env files by themselves, too; which ones they read is not known here.
const others = new Set(["remix", "bun", "deno", "gatsby", "expo", "wrangler", "docker", "compose"]);

/** Does this server or tool load .env files by a convention of its own? */
export function loadsItself(name: string): boolean {
  return Object.hasOwn(prefixes, name) || others.has(name);
}

/** A framework that is in use by its config, also where no script of package.json names it. */
const configs: [pattern: RegExp, server: string][] = [
  [/^svelte\.config\.[cm]?[jt]s$/, "sveltekit"],
  [/^astro\.config\.[cm]?[jt]s$/, "astro"],
  [/^nuxt\.config\.[cm]?[jt]s$/, "nuxt"],
  [/^next\.config\.[cm]?[jt]s$/, "next"],
  [/^vite\.config\.[cm]?[jt]s$/, "vite"],
];

export async function configLoaders(project: ProjectFiles): Promise<Loader[]> {
  const folders = new Set<string>();
  const loaders: Loader[] = [];
  for (const [pattern, server] of configs)
    for (const file of named(project, pattern)) {
      const folder = path.posix.dirname(file);
      // SvelteKit, Astro and Nuxt are built on Vite: the first of the list says which one it is.
      if (folders.has(folder)) continue;
      folders.add(folder);
      loaders.push(...(await frameworkLoaders(project.dir, folder, server, { file })));
    }
  return loaders;
}

/**
 * The files that a framework's own convention reads in its folder, as far as they exist, by dotenv and dotenv-expand; none
 * for any other server. Vite reads those of `envDir`.
 */
export async function frameworkLoaders(
  dir: string,
  folder: string,
  server: string | null,
  at: Place,
): Promise<Loader[]> {
  const known = server === null ? undefined : prefixes[server];
  if (server === null || known === undefined) return [];
  const vite = server === "vite" || server === "sveltekit" ? await readViteConfig(dir, folder) : null;
  const from = path.posix.join(folder, vite?.envDir ?? ".");
  const names = ["development", "production"].flatMap((mode) => [`.env.${mode}.local`, `.env.${mode}`]);
  const files = [".env", ".env.local", ...names].filter((name) => existsSync(path.resolve(dir, from, name)));
  const only = vite?.all ? null : ((server === "vite" ? vite?.envPrefix : null) ?? known);
  return files.map((file) =>
    otherLoader(dir, {
      dialect: "dotenv-expand",
      how: server,
      at,
      files: [file],
      from,
      ...(only ? { only: { prefixes: only } } : {}),
    }),
  );
}
