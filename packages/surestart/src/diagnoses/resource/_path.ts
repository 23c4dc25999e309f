import type { EnvBinding, Facts } from "../../facts.ts";
import { variableOf } from "../_lookup.ts";
import { lastWords } from "../runtime/_crash-text.ts";

/** The path in the program's own error: Node's `open '/x'`, Python's `[Errno 2] …: '/x'`, `'C:\\\\x'`. */
export function pathInError(facts: Facts): string | null {
  const text = lastWords(facts);
  const path =
    /(?:ENOENT|EACCES|EPERM|EROFS|EISDIR|ENOTDIR)[^'"\n]*['"]([^'"\n]+)['"]/.exec(text)?.[1] ??
    /\[Errno (?:1|2|13|20|21|30)\][^'"\n]*['"]([^'"\n]+)['"]/.exec(text)?.[1];
  // As Python and Node write it between quotes.
  return path?.replace(/(?<=.)\\\\/g, "\\") ?? null;
}

const slashes = (path: string): string =>
  path.replaceAll("\\", "/").replace(/^[a-z]:(?=\/)/, (drive) => drive.toUpperCase());

/** The variable whose value is this path, or a part of it. */
export function variableOfPath(
  facts: Facts,
  named: string | null,
): { name: string; file: string; binding: EnvBinding } | null {
  const path = named === null ? null : slashes(named);
  for (const file of facts.env.files) {
    if (file.role !== "env") continue;
    for (const binding of file.bindings) {
      const value = slashes(binding.value)
        .replace(/^\.\//, "")
        .replace(/^[a-z0-9+]+:\/{2,3}/i, "");
      const read = variableOf(facts, binding.key)?.reads.length;
      if (
        value.length > 2 &&
        // A library reads what it looks up by itself.
        (read || path === binding.value) &&
        (path === null
          ? looksLikePath(slashes(binding.value))
          : path.endsWith(value) ||
            value.endsWith(path) ||
            value.startsWith(`${path}/`) ||
            inFolder(path, value))
      )
        return { name: binding.key, file: file.file, binding };
    }
  }
  return null;
}

/** The path is in the folder that the value names. */
function inFolder(path: string, folder: string): boolean {
  const named = folder.replace(/\/+$/, "");
  return named.includes("/") && `/${path}`.includes(`${named.startsWith("/") ? "" : "/"}${named}/`);
}

function looksLikePath(value: string): boolean {
  return (
    /^(\.{0,2}\/|[\w.-]+\/|[A-Za-z]:\/)|^sqlite:|^file:|\.(db|sqlite3?|pem|crt|key)$/.test(value) &&
    !/^[a-z]+:\/\/[^/]/i.test(value.replace(/^sqlite:\/\/|^file:\/\//, ""))
  );
}

/** Inside the project, as a relative path; null outside of it. */
export function insideProject(facts: Facts, path: string): string | null {
  const [plain, dir] = [slashes(path), `${slashes(facts.project.dir)}/`];
  if (!/^(?:[A-Za-z]:)?\//.test(plain)) return plain.startsWith("..") ? null : plain.replace(/^\.\//, "");
  return plain.startsWith(dir) ? plain.slice(dir.length) : null;
}
