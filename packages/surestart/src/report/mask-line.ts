import { isSecretName } from "../secret-name.ts";
import { isSecret, looksRandom } from "../secret-value.ts";
import { type Mask, masked } from "./mask.ts";

/**
 * One line of a file as it may be shown. In a .env a value is hidden but for its first two characters, a star for each of the
 * others, and a secret's not at all; ports, hosts and the like are open. In a source file, literals that are given to a secret
 * name.
 */
export function maskLine(line: string, file: string, mask: Mask): string {
  if (isEnvFile(file)) return maskEnvLine(line, mask);
  if (/\.(?:ya?ml|toml|ini|cfg|conf|properties)$/i.test(file)) return mask.text(maskSetting(line, mask));
  return mask.text(maskLiterals(line, mask));
}

/** `DB_PASSWORD: hunter2` of a compose file, `password = x` of a TOML or INI file; references (`${…}`) are no values. */
function maskSetting(line: string, mask: Mask): string {
  return line.replace(
    /^(\s*(?:-\s+)?)(["']?)([\w.-]+)(\2\s*[:=]\s*)(["']?)([^\s"'$|>].*?)(\5\s*,?\s*)$/,
    (
      all,
      lead: string,
      quote: string,
      key: string,
      between: string,
      open: string,
      value: string,
      end: string,
    ) =>
      isSecretName(key) && !mask.isPath(value) ? lead + quote + key + between + open + masked + end : all,
  );
}

/** `.env`, `.env.local`, `prod.env`, `.envrc`, `env`, `.env.txt`. */
export function isEnvFile(file: string): boolean {
  const name = file.slice(file.lastIndexOf("/") + 1);
  return (
    /^(?:\.?env(?:rc|file)?(?:[._-].*)?|.*\.env)$/i.test(name) &&
    !/\.(?:[cm]?[jt]sx?|py|json|toml)$/.test(name)
  );
}

/** A value as it may be shown: `secret` hides it whole; of another the first two characters, or as many as are open. */
export function maskValue(value: string, secret: boolean, open = 0): string {
  if (value === "") return "";
  if (secret || (open === 0 && looksRandom(value))) return masked;
  const rest = [...value.slice(open)];
  const shown = open > 0 ? [] : rest.splice(0, 2);
  return value.slice(0, open) + shown.join("") + "*".repeat(rest.length);
}

/**
 * The key, the separator and the quotes stay, so that what is wrong with them can be seen. A line without a key is part of
 * a value of several lines, or no assignment at all: nothing of it but a leading name is shown.
 */
function maskEnvLine(line: string, mask: Mask): string {
  const match =
    /^(\uFEFF?\s*(?:#+\s*)?(?:(?:export|set|setenv)\s+)?)(["']?)([A-Za-z_][\w.-]{0,127})(\2\s*(?:[=:]|\s)\s*)(.*)$/s.exec(
      line,
    );
  if (!match) return /^\s*(?:#|$)/.test(line) ? mask.text(line) : hidden(line);
  const [, before = "", quote = "", key = "", separator = "", rest = ""] = match;
  const comment = before.includes("#");
  const assigns = /[=:]/.test(separator);
  // A sentence in a comment is no assignment, and a line of a key in base64 has no name.
  if (comment && !separator.includes("=")) return mask.text(line);
  if (!assigns && !/^[A-Z][A-Z0-9_]*$/.test(key)) return hidden(line);
  if (/^(?=.*\d)(?=.*[a-z])[\w+/]{40,}$/.test(key)) return hidden(line);
  return before + quote + key + separator + maskRest(rest, key, mask);
}

function maskRest(rest: string, key: string, mask: Mask): string {
  // Two assignments on one line, as a shell takes them: both keys are part of what is wrong with it.
  const [, first, between, second] =
    /^("[^"]*"|'[^']*'|[^\s"';]*)(\s*;\s*)((?:export\s+)?[A-Za-z_]\w*=.*)$/s.exec(rest) ?? [];
  if (first !== undefined && second) return maskRest(first, key, mask) + between + maskEnvLine(second, mask);
  const [, quote = "", inner = "", behind = ""] =
    /^(["'`])(.*)(\1\s*(?:#.*)?)$/s.exec(rest) ?? /^()(.*?)(\s+#(?:\s.*)?|\s*)$/s.exec(rest) ?? [];
  const [, open = "", value = "", close = ""] = typographic.exec(inner) ?? [];
  const visible = behind.includes("@") ? 0 : mask.shows(key, value);
  const hidden = visible === 0 && (isSecret(key, value) || mask.hides(value));
  // What follows a secret, or a URL, may be more of it for one loader or another.
  const shown = hidden || value.includes("://") ? (/^["'`]?\s*/.exec(behind)?.[0] ?? "") : mask.text(behind);
  return quote + open + maskValue(value, hidden, visible) + close + shown.replace(/\r/g, "");
}

const typographic =
  /^(["'`\u201C\u201D\u2018\u2019\u00AB\u00BB]?)(.*?)(["'`\u201C\u201D\u2018\u2019\u00AB\u00BB]?)$/s;

function hidden(line: string): string {
  return line.trim() === "" ? line : /^\s*/.exec(line)![0] + masked;
}

/** `SECRET_KEY = "…"`, `getenv("API_TOKEN", "…")`, `process.env.JWT_SECRET ?? '…'`. */
function maskLiterals(line: string, mask: Mask): string {
  return line.replace(givenToSecret, (all, name: string, between: string, quote: string, literal: string) =>
    /\s|^[A-Z][A-Z0-9_]*$/.test(literal) || literal.length < 3 || mask.isPath(literal)
      ? all
      : name + between + quote + masked + quote,
  );
}

const givenToSecret =
  /(\b[\w$.]*(?:secret|passw(?:or)?d|passphrase|token|api_?key|private_?key|access_?key|credential|[a-z0-9]_key)[\w$]*)(["'`]?\]?\)?\s*(?:=|:|,|\?\?|\|\||\bor\b|,\s*default\s*=)\s*(?:b|r|f)?)(["'`])((?:(?!\3)[^\\]|\\.)*)\3/gi;
