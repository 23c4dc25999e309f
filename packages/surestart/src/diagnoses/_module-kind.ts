import type { Facts } from "../facts.ts";

/** How a file of the project is loaded; the survey says it for the place of a load, the ending for the rest. */
export function moduleKind(facts: Facts, file: string): "python" | "esm" | "cjs" {
  if (file.endsWith(".py")) return "python";
  if (/\.(c[jt]s)$/.test(file)) return "cjs";
  if (/\.(m[jt]s)$/.test(file)) return "esm";
  const known = facts.source.modules?.[file];
  return known ?? "cjs";
}
