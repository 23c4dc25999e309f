/** The .env files that a tool reads by a convention of its own, in the folder of what it builds or serves. */
export interface Convention {
  /** Which ones it reads is not known here; only that it reads some. */
  unknown?: true;
  /** Its config, which tells that it is in use. */
  config?: RegExp;
  /** The tool that it is built on: where both have a config in a folder, its own tells which of them it is. */
  on?: string;
  /** It takes only variables whose names begin so. */
  prefixes?: readonly string[];
  /** Vite's config says more: which folder, which prefixes. folder: only which folder. */
  vite?: true | "folder";
}

export type Order = "next" | "vite";

/** Packages by which the order of a project is known: the first of these that it has. Without any it is that of Next. */
export const orderOf: Readonly<Record<string, Order>> = { next: "next", vite: "vite" };

/**
 * The .env files of a mode, of which the later one wins. next: also Bun, dotenv-flow, Rails' dotenv; a test must give the same
 * result on every machine, so that what is only local does not count. vite: also Astro, SvelteKit, Nuxt.
 */
export function filesOfMode(mode: string, order: Order | "flow"): string[] {
  if (order === "vite") return [".env", ".env.local", `.env.${mode}`, `.env.${mode}.local`];
  const local = mode === "test" && order === "next" ? [] : [".env.local"];
  return [".env", `.env.${mode}`, ...local, `.env.${mode}.local`];
}
