import type { SourceRead } from "../facts.ts";

/** What each kind of value must look like, in words. */
const kindWords: Record<NonNullable<SourceRead["as"]>, string> = {
  int: "a whole number",
  float: "a number",
  boolean: "true or false",
  url: "a URL with its scheme",
  json: "JSON",
  enum: "one of a list",
  duration: "a duration such as 30s",
  bytes: "a size such as 10mb",
  path: "a path",
  email: "an e-mail address",
};

/** What the value of this read must look like. */
export function wantedWords({ as, schemes }: SourceRead): string {
  return schemes
    ? `a URL that begins with ${schemes.map((s) => `${s}://`).join(" or ")}`
    : kindWords[as ?? "enum"];
}

/**
 * A value that the code's own conversion refuses: Python's `int()` and `float()` raise, `JSON.parse` and `new URL` throw.
 * JavaScript's `Number` never throws: there a value that is not a number becomes NaN, and what follows is for the run to show.
 */
export function refused(read: SourceRead, value: string): "raises" | "wrong" | null {
  if (read.refuses?.includes(value)) return "raises";
  if (read.choices && read.choices.length > 0 && !read.choices.includes(value))
    return mayBeMadeOne(read, value) ? null : "raises";
  const python = read.language === "python";
  switch (read.as) {
    case "int":
      if (python) return /^\s*[+-]?\d+(_\d+)*\s*$/.test(value) ? null : "raises";
      return /^\s*[+-]?\d+/.test(value) && !Number.isNaN(Number(value)) ? null : "wrong";
    case "float":
      if (python)
        return /^\s*[+-]?(\d+(_\d+)*\.?\d*([eE][+-]?\d+)?|\.\d+([eE][+-]?\d+)?|inf(inity)?|nan)\s*$/i.test(
          value,
        )
          ? null
          : "raises";
      return Number.isNaN(Number(value)) ? "wrong" : null;
    case "json":
      return isJson(value) ? null : "raises";
    case "url":
      return isUrl(value, read.schemes) ? null : "raises";
    case "boolean":
      return read.schema && !/^(true|false|1|0|yes|no|on|off|t|f|y|n)$/i.test(value) ? "raises" : null;
    default:
      return null;
  }
}

/**
 * JavaScript's own checks were followed with the value: `trim()` and `toLowerCase()` in front of them count. Libraries take
 * the words for true and false in any case.
 */
function mayBeMadeOne({ language, as, schema, choices = [] }: SourceRead, value: string): boolean {
  if (as !== "boolean" && (language === "python" || schema)) return false;
  const plain = (text: string): string => text.trim().toLowerCase();
  return choices.some((one) => plain(one) === plain(value));
}

/** `localhost:3000` is a URL of the scheme "localhost". */
function isUrl(value: string, schemes: readonly string[] | undefined): boolean {
  if (!schemes) return URL.canParse(value);
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(value)?.[1]?.toLowerCase() ?? "";
  // Databases take several hosts with commas between them, which is no URL.
  return schemes.includes(scheme) && (!scheme.startsWith("http") || URL.canParse(value));
}

function isJson(value: string): boolean {
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}
