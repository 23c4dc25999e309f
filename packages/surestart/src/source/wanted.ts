import type { Language } from "../facts.ts";

/** What a file must mention, as bytes, to read a variable or to load a .env. */
const words: Record<"python" | "javascript", Buffer[]> = {
  python: [
    "environ",
    "getenv",
    "dotenv",
    "Settings",
    "decouple",
    "read_env",
    "starlette.config",
    "envvar",
  ].map(bytes),
  javascript: [
    "process.env",
    "process[",
    "= process",
    "node:process",
    "import process",
    "import.meta",
    "Bun.env",
    "Deno.env",
    "dotenv",
    "loadEnv",
    "env-core",
    "envalid",
  ].map(bytes),
};

function bytes(word: string): Buffer {
  return Buffer.from(word);
}

/**
 * Whether a file that nothing imports is worth parsing: it mentions a way to read variables, or one of the project's own
 * helpers for it (`helpers`).
 */
export function isWanted(text: Buffer, language: Language, helpers: readonly string[] = []): boolean {
  const known = language === "python" ? words.python : words.javascript;
  return known.some((word) => text.includes(word)) || helpers.some((name) => text.includes(name));
}
