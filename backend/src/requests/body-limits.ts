/** Lists and objects within each other; no route asks for more than two. */
const deepest = 16;

/** Characters of the fields that a person fills in. A password's limits are Better Auth's own (8 to 128). */
const longest: Record<string, number> = { name: 200, email: 254, image: 2048 };
const longestOther = 8192;

/** Fields that are text, whatever else Better Auth would hand on to the database; a picture may be null, which removes it. */
const text = new Set(["name", "email", "image", "password", "newPassword", "currentPassword", "token"]);

/**
 * What keeps a JSON body from being handed on; null when nothing does. Better Auth passes `name` of update-user to the
 * database as it is, where an object is an error of ours and not of the client; a name goes into every token, and so into
 * headers that proxies and clients limit.
 */
export function bodyFault(json: string): string | null {
  if (nesting(json) > deepest) return `The body must not nest more than ${deepest} lists and objects.`;
  const body = parsed(json);
  if (body === undefined) return "The body is not JSON.";
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    return "The body must be a JSON object.";
  }
  for (const [field, value] of Object.entries(body)) {
    const removes = field === "image" && value === null;
    if (text.has(field) && !removes && typeof value !== "string") return `"${field}" must be a string.`;
    const fault = textFault(value, longest[field] ?? longestOther) ?? textFault(field, longestOther);
    if (fault !== null) return fault;
  }
  return null;
}

function textFault(value: unknown, most: number): string | null {
  for (const part of texts(value)) {
    // PostgreSQL has no such character, and answers it with an error.
    if (part.includes("\0")) return "A string must not contain NUL characters.";
    if (part.length > most) return `A string must not have more than ${most} characters.`;
    if (!part.isWellFormed()) return "A string must be valid Unicode.";
  }
  return null;
}

function* texts(value: unknown): Generator<string> {
  if (typeof value === "string") yield value;
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    yield key;
    yield* texts(inner);
  }
}

/** Counted without parsing: brackets in texts do not count, and what is deep is never built. */
function nesting(json: string): number {
  let depth = 0;
  let most = 0;
  let quoted = false;
  for (let i = 0; i < json.length; i++) {
    const letter = json[i];
    if (quoted) {
      if (letter === "\\") i++;
      else if (letter === '"') quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === "{" || letter === "[") most = Math.max(most, ++depth);
    else if (letter === "}" || letter === "]") depth--;
  }
  return most;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
