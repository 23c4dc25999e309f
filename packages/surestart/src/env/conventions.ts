import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { filesOfMode } from "../known/_conventions.ts";

/** next: also Bun, dotenv-flow and Rails' dotenv. vite: also Astro, SvelteKit, Nuxt. */
export type Convention = "next" | "vite";

/**
 * The .env files that exist in a folder, by the convention of the framework in use; the later one wins. Without NODE_ENV
 * these are `.env` and `.env.local`.
 */
export function conventionalFiles(dir: string, mode: string | undefined, convention?: Convention): string[] {
  const order = mode
    ? filesOfMode(mode, convention ?? (usesVite(dir) ? "vite" : "next"))
    : [".env", ".env.local"];
  return order.filter((name) => existsSync(join(dir, name)));
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
