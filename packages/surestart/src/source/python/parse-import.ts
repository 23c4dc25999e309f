import type { Statement } from "./syntax.ts";
import type { TreeNode } from "./tree.ts";

export function fromImport(n: TreeNode, text: string): Statement {
  const from = n.children.find((c) => c.field === "module_name");
  const written = from ? text.slice(from.from, from.to).replace(/\s/g, "") : "__future__";
  const level = /^\.*/.exec(written)![0].length;
  return {
    from: n.from,
    to: n.to,
    kind: "from-import",
    module: written.slice(level),
    level,
    names: n.children
      .filter((c) => c.field === "name")
      .map((c) => alias(c, text))
      .map(({ module, as }) => ({ name: module, as })),
    star: n.children.some((c) => c.type === "wildcard_import"),
  };
}

export function alias(n: TreeNode, text: string): { module: string; as: string | null } {
  const name = (c: TreeNode | undefined): string => (c ? text.slice(c.from, c.to).replace(/\s/g, "") : "");
  if (n.type !== "aliased_import") return { module: name(n), as: null };
  return {
    module: name(n.children.find((c) => c.field === "name")),
    as: name(n.children.find((c) => c.field === "alias")),
  };
}
