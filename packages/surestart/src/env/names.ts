import type { EnvFile } from "../facts.ts";

/** Suffixes that loaders and frameworks read by themselves, or that everybody names in a flag. */
const known =
  /^\.env(?:\.(?:development|production|test|testing|staging|ci|e2e|docker|compose|keys))?(?:\.local)?$/;

/** What documents, and is never loaded. */
const example =
  /(?:^|[._-])(?:example|examples|sample|samples|template|tmpl|tpl|dist|skel|skeleton)(?:[._-]|$)/i;

/** Left behind by editors and by people who make copies; nobody means them to be read. */
const leftOver =
  /(?:~|\.(?:bak|backup|old|orig|save|swp|swo|tmp|disabled|off|gpg|age|enc|encrypted|vault|lock|previous))\d*$/i;

/** Names of files that are no .env although they begin like one. */
const other =
  /\.(?:[cm]?[jt]sx?|d\.ts|py|rb|go|rs|php|java|json|ya?ml|toml|ini|sh|ps1|bat|cmd|html?|css|png|jpe?g|gif|svg|pdf|docx?|schema|md|mdx|markdown|rst|adoc|asciidoc|org|tex|log)$/i;

/** A word that says it is about a .env: `ENV_SETUP`, `env-guide.txt`. */
const guide =
  /[ ._-](?:readme|guides?|setup|set-up|docs?|documentation|notes?|help|howto|how-to|instructions|checklist|changelog)(?:[ ._-]|$)/i;

/**
 * What a file is by its name: one that loaders read, one that documents, one that was meant as a .env and has a name that no
 * loader reads (`.env.txt`, `env`, `.ENV`), or null: none of it.
 */
export function roleOf(name: string): EnvFile["role"] | null {
  if (known.test(name)) return "env";
  if (!/^[._]?e(?:nv|vn)(?:[ ._(-]|$)|^[._]?dot[._-]?env(?:[._-]|$)|\.env(?:[ ._(-]|$)/i.test(name))
    return null;
  if (leftOver.test(name) || other.test(name) || guide.test(name) || /^\.envrc/i.test(name)) return null;
  return example.test(name) ? "example" : "misnamed";
}
