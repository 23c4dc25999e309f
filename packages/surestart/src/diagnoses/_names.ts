import type { Dialect } from "../facts.ts";

/** Loaders as their users call them. */
const names: Record<Dialect, string> = {
  dotenv: "dotenv",
  "dotenv-expand": "dotenv-expand",
  dotenvx: "dotenvx",
  node: "Node",
  node20: "Node 20",
  deno: "Deno",
  bun: "Bun",
  python: "python-dotenv",
  decouple: "python-decouple",
  "django-environ": "django-environ",
  starlette: "Starlette's Config",
  compose: "docker compose",
  docker: "docker --env-file",
  direnv: "direnv",
  bash: "the shell",
};

export function loaderName(dialect: Dialect): string {
  return names[dialect];
}
