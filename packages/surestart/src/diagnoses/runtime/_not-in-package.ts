import type { Facts } from "../../facts.ts";
import { distributionName, lastWith, strangers } from "../../known/_distributions.ts";
import { normalName } from "../../requirement.ts";
import { byPath, lastWords, moduleNotFound } from "./_crash-text.ts";
import { isInstalled, topOf } from "./_packages.ts";

export interface Asked {
  /** The module that was asked, dotted or with slashes. */
  module: string;
  lacks: string;
  moved?: string;
}

/** What the program's own error says that an installed package lacks. */
export function notInPackage(facts: Facts): Asked | null {
  const said = lastWords(facts);
  if (/partially initialized module/.test(said)) return null;
  const name =
    /cannot import name '([^']+)' from '([\w.]+)' \((?:[^)\n]*(?:site-packages|dist-packages)[^)\n]*|unknown location)\)/.exec(
      said,
    );
  if (name?.[1] && name[2] && installed(name[2], facts)) return { module: name[2], lacks: name[1] };
  const attribute = /AttributeError: module '([\w.]+)' has no attribute '([^']+)'/.exec(said);
  if (attribute?.[1] && attribute[2] && installed(attribute[1], facts))
    return { module: attribute[1], lacks: attribute[2] };
  const moved = /`?(\w+)`? has been moved to the `([\w-]+)` package/.exec(facts.run?.crash?.message ?? "");
  // The package that says so raises it by itself.
  const from = /(?:site|dist)-packages[\\/](\w+)/.exec(facts.run?.crash?.frames.at(-1)?.file ?? "")?.[1];
  if (moved?.[1] && moved[2])
    return { module: from ?? topOf(moved[2].split("-")[0] as string), lacks: moved[1], moved: moved[2] };
  const subpath =
    /Package subpath '\.\/([^']+)' is not defined by "exports" in \S*?node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)[\\/]package\.json/.exec(
      said,
    );
  if (subpath?.[1] && subpath[2])
    return { module: subpath[2].replace("\\", "/"), lacks: `export ./${subpath[1]}` };
  const exported = /requested module '([^']+)' does not provide an export named '([^']+)'/.exec(said);
  if (exported?.[1] && exported[2] && installed(exported[1], facts))
    return {
      module: exported[1],
      lacks: exported[2] === "default" ? "default export" : `export ${exported[2]}`,
    };
  const part = moduleNotFound(facts);
  if (part === null || part === topOf(part))
    return part !== null && part in lastWith && hasOwner(part, facts) ? { module: part, lacks: part } : null;
  if (byPath.test(part) || part.endsWith(".node")) return partByPath(part);
  return installed(part, facts) ? { module: topOf(part), lacks: part } : null;
}

/** The package that has its module's name, and is not the one that is meant, on the way to the error. */
export function strangerIn(facts: Facts): { module: string; installed: string; meant: string } | null {
  const last = facts.run?.outcome === "failed" ? facts.run.crash : null;
  if (last?.language !== "python") return null;
  const words = lastWords(facts);
  for (const { name, distribution, installed: there } of facts.runtime.packages) {
    if (!there || !strangers.has(name) || normalName(distribution) !== normalName(name)) continue;
    const inside = new RegExp(`(?:site|dist)-packages[\\\\/]${name}(?:\\.py|[\\\\/])`);
    const named = new RegExp(
      `module '${name}(?:\\.\\w+)*' has no attribute|cannot import name '\\w+' from '${name}\\b|No module named '${name}\\.`,
    );
    if (named.test(words) || last.lines.slice(-6).some((line) => inside.test(line)))
      return { module: name, installed: distribution, meant: distributionName(name) };
  }
  return null;
}

/** ES modules name the whole path: `/srv/node_modules/pack/lib/part.js`. */
function partByPath(path: string): Asked | null {
  const [, pack, part] =
    /node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)[\\/]([^'\n]+\.[cm]?js)$/.exec(path) ?? [];
  return pack && part && !pack.startsWith(".") ? { module: pack.replace("\\", "/"), lacks: part } : null;
}

function installed(module: string, facts: Facts): boolean {
  const top = topOf(module);
  const known = facts.runtime.packages.find((p) => p.name === top);
  if (known?.shadowedBy || byPath.test(module) || module.startsWith("node:")) return false;
  const own = facts.source.pythonFiles?.some((f) => f.startsWith(`${top}/`) || f === `${top}.py`);
  return known?.installed === true || (own !== true && isInstalled(top, facts));
}

function hasOwner(module: string, facts: Facts): boolean {
  return facts.runtime.packages.some((p) => p.name === module && p.version !== undefined);
}
