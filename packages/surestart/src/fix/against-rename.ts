import { resolve } from "node:path";
import type { Facts } from "../facts.ts";
import type { Change } from "../finding.ts";
import { relativeTo } from "../folders.ts";
import { tools } from "../known/_tools.ts";
import { literally, wholeName } from "../literally.ts";
import { mentionIn, TooManyFiles } from "./mentions.ts";

/** Why a file or a key may not be given another name: something else knows it by the one that it has. null: nothing does. */
export function againstRenames(changes: readonly Change[], facts: Facts): string | null {
  for (const change of changes) {
    const reason =
      change.do === "rename"
        ? againstFile(change.from, facts)
        : change.do === "env-rename-key"
          ? againstKey(change.from, facts)
          : null;
    if (reason !== null) return reason;
  }
  return null;
}

function againstFile(file: string, facts: Facts): string | null {
  const { loaders, otherLoaders } = facts.env;
  const all = [...loaders, ...otherLoaders];
  const reader = all.find((l) => l.files.includes(file));
  if (reader) return `${reader.at?.file ?? reader.how} reads ${file}`;
  const unknown = all.find((l) => !l.plain);
  if (unknown) return `${unknown.at?.file ?? unknown.how} may read ${file}`;
  const name = file.slice(file.lastIndexOf("/") + 1);
  return againstMention(name, fileAsWord(literally(name)), facts, file);
}

function againstKey(key: string, facts: Facts): string | null {
  const read = facts.env.variables.find((v) => v.name === key)?.reads[0];
  if (read) return `${read.at.file} reads ${key}`;
  // A name that an example lists was meant: a library may read it where nobody looks.
  const example = facts.env.files.find((f) => f.role === "example" && f.bindings.some((b) => b.key === key));
  if (example) return `${example.file} lists ${key}`;
  if (ofTools(key)) return `a tool may read ${key}`;
  return againstMention(key, wholeName(key), facts, null);
}

/** Variables by which tools and libraries are set without a word in the project. libpq's have no mark after their two letters. */
function ofTools(key: string): boolean {
  const name = key.toUpperCase();
  if (/^(?:PG[A-Z]+|PUBLIC_.*|(?:HTTPS?|NO|ALL)_PROXY)$/.test(name)) return true;
  return tools.some(({ variables = [] }) => variables.some((beginning) => name.startsWith(beginning)));
}

/** `.env.dev`, not `.env.dev2`; a name without a dot only where it is written as that of a file. */
function fileAsWord(name: string): RegExp {
  return name.includes(".")
    ? new RegExp(`(?<![\\w.-])${name}(?![\\w.-])`)
    : new RegExp(`(?:["'\`/=]|\\b(?:cat|source|env_file:|\\.)\\s+|-\\s)${name}(?=["'\`\\s]|$)`, "m");
}

/** Searched in the whole repository: another package may use it. Of files like .env none reads another. */
function againstMention(name: string, word: RegExp, { project }: Facts, file: string | null): string | null {
  const { dir, root } = project;
  const own = file === null ? null : relativeTo(root, resolve(dir, file));
  try {
    const mention = mentionIn(root, word, (one) => one === own || likeEnv.test(one));
    if (mention === null) return null;
    return `${relativeTo(dir, resolve(root, mention))} names ${name}`;
  } catch (error) {
    if (error instanceof TooManyFiles) return "the repository is too large to search for the name";
    return `the repository could not be searched for the name (${(error as NodeJS.ErrnoException).code})`;
  }
}

const likeEnv = /(?:^|\/)(?:\.env[^/]*|[^/]*\.env)$/;
