import type { Language } from "../facts.ts";

/** What nearly every way to read a variable has in it: one look at the bytes rules most files out. */
const hints = { python: ["env", "BaseSettings", "decouple", "starlette.config"], javascript: ["env", "Env"] };

const python =
  /getenv|dotenv|BaseSettings|SettingsConfigDict|decouple|starlette\.config|envvar|read_env|environs|import environ\b|\w\.environ\b|from os import (\*|[^\n]*\benviron\b|\([^)]*\benviron\b)/;
const javascript = /import\.meta|\b(Bun|Deno)\.env|dotenv|loadEnv|env-core|envalid/;

/**
 * Whether a file that nothing imports is worth parsing: it mentions a way to read variables or to load a .env, or one of the
 * project's own helpers for it (`helpers`).
 */
export function isWanted(
  text: Buffer,
  language: Language,
  helpers: readonly string[] | null = null,
): boolean {
  if (helpers) return helpers.some((name) => text.includes(name));
  const kind = language === "python" ? "python" : "javascript";
  if (!hints[kind].some((word) => text.includes(word))) return false;
  const letters = text.toString("latin1");
  if (kind === "python") return python.test(letters);
  return javascript.test(letters) || (/\bprocess\b/.test(letters) && /\benv\b/.test(letters));
}
