import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** next: also Bun, dotenv-flow and Rails' dotenv. vite: also Astro, SvelteKit, Nuxt. */
export type Convention = "next" | "vite";

/**
 * The .env files that exist in a folder, by the convention of the framework in use; the later one wins. Without NODE_ENV
 * these are `.env` and `.env.local`.
 */
export function conventionalFiles(dir: string, mode: string | undefined, convention?: Convention): string[] {
  const order = namesOf(mode, convention ?? (usesVite(dir) ? "vite" : "next"));
  return order.filter((name) => existsSync(join(dir, name)));
}

function namesOf(mode: string | undefined, convention: Convention): string[] {
  if (!mode) return [".env", ".env.local"];
  if (convention === "vite") return [".env", ".env.local", `.env.${mode}`, `.env.${mode}.local`];
  // A test must give the same result on every machine: what is only local does not count.
  const local = mode === "test" ? [] : [".env.local"];
  return [".env", `.env.${mode}`, ...local, `.env.${mode}.local`];
}

function usesVite(dir: string): boolean {
  try {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(dir, "package.json"), "utf8"));
    const all = { ...dependencies, ...devDependencies };
    return "vite" in all && !("next" in all);
  } catch {
    return false;
  }
}
