import { isSecretName } from "../secret-name.ts";

const masked = "********";

/**
 * Hides what is a secret by its place or its form, whatever its value: passwords in URLs, values of secret names in command
 * lines and assignments, authorization headers, private keys, and the tokens that well-known services give out.
 */
export function maskPatterns(text: string, isPath: (value: string) => boolean = () => false): string {
  if (text.length < 4) return text;
  let result = text;
  for (const [pattern, replace, given] of patterns)
    result = result.replace(pattern, (...match: string[]) =>
      typeof replace === "string" || (given !== undefined && isPath(bare(match[given] ?? "")))
        ? typeof replace === "string"
          ? replace
          : match[0]!
        : replace(...match),
    );
  return result;
}

/** `given` is the group of a value that may be the path of a file. */
type Rule = [pattern: RegExp, replace: string | ((...parts: string[]) => string), given?: number];

// Every repetition that could meet another one is bounded or starts at a border: a line of a log may be long, and hostile.
const patterns: Rule[] = [
  // The password may itself contain @ / # or :, so it ends at the last @ before a blank or a quote.
  [
    /\b([a-z][a-z0-9+.-]{0,30}:\/\/[^\s:@/"'`<>]{0,256}):([^\s"'`<>]{1,512})@/gi,
    (all, before = "", password = "") => (plain(password) ? all! : `${before}:${masked}@`),
  ],
  [/\b([A-Z][A-Z0-9_]*)=("[^"\n]*"|'[^'\n]*'|[^\s"'`;,)}\]]+)/g, assignment, 2],
  [/\b([a-z]\w*)(["']?\s?[=:]\s?)(["'])([^"'\s]{3,})\3/gi, quoted, 4],
  [/\b([a-z]\w*)=([^\s"'`,;&)}\]]{3,})/gi, bareValue, 2],
  [/(?<![\w-])(--?[a-z][a-z0-9-]*)([=\s]+)("[^"\n]*"|'[^'\n]*'|[^\s"'-][^\s"']*)/gi, flag],
  [
    /\b(Bearer|Basic)(\s+)(?!\*)[A-Za-z0-9._~+/-]{8,}=*/g,
    (_, scheme = "", blank = "") => scheme + blank + masked,
  ],
  [/-----BEGIN ([A-Z ]{0,40}PRIVATE KEY)-----[\s\S]*?(?:-----END \1-----|$)/g, masked],
  [/\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g, masked],
  [
    /\b(?:[sr]k_(?:live|test)_|gh[opsu]_|github_pat_|glpat-|xox[abpr]-|AKIA|AIza|SG\.|npm_|sk-(?:proj-|ant-)?)[\w.-]{12,}/g,
    masked,
  ],
];

function assignment(all: string, name = "", value = ""): string {
  if (!isSecretName(name)) return all;
  const inner = bare(value);
  return plain(inner) ? all : `${name}=${value.replace(inner, () => masked)}`;
}

function bare(value: string): string {
  return value.replace(/^["']|["']$/g, "");
}

function flag(all: string, name = "", between = "", value = ""): string {
  return isSecretFlag(name) && !plain(value) ? name + between + masked : all;
}

/** `password: "x"`, `{"apiKey": "x"}`; the name of a variable in quotes is not a value. */
function quoted(all: string, name = "", between = "", quote = "", value = ""): string {
  if (!saysSecret(name) || plain(value) || /^[A-Z][A-Z0-9_]*$/.test(value)) return all;
  return name + between + quote + masked + quote;
}

/** `password=x1` of a data source name, `?token=x1`: code (`password=settings.password`) is not one. */
function bareValue(all: string, name = "", value = ""): string {
  if (!saysSecret(name) || plain(value) || /[.([{]/.test(value) || /^[A-Za-z_]+$/.test(value)) return all;
  return `${name}=${masked}`;
}

/** Stricter than a variable's name: in code and prose a bare `key` or `auth` is most often none. */
function saysSecret(name: string): boolean {
  return (
    /passw|passphrase|secret|token|credential|(?:api|access|private)_?key/i.test(name) && isSecretName(name)
  );
}

/** `--password`, `--api-key`, `--db-token`: what follows is a secret. */
export function isSecretFlag(word: string): boolean {
  return /^--?(?:[a-z][a-z0-9-]*-)?(?:password|passwd|passphrase|secret|token|api-?key|secret-key|credentials?)$/i.test(
    word,
  );
}

/** A value that is a stand-in (`$(openssl …)`, `${X}`, `<secret>`), empty, or masked already. */
function plain(value: string): boolean {
  return value === "" || /^(?:\$[({]|\$[A-Z_]+$|<|…|\.\.\.$)/.test(value) || /^\*+$/.test(value);
}
