import type { Node } from "oxc-parser";
import type { ImportEvent } from "../module.ts";
import { requiredModule } from "./origin.ts";
import { keyName, stringOf } from "./syntax.ts";
import type { Unit } from "./unit.ts";

/** An import, and whether it is of types only. */
export interface FoundImport {
  at: Node;
  types: boolean;
  event: ImportEvent;
}

/** The import that a node is: a declaration, a re-export, `require("x")`, `import("x")`, `import x = require("x")`. */
export function importAt(unit: Unit, node: Node): FoundImport | null {
  switch (node.type) {
    case "ImportDeclaration": {
      const names = node.specifiers.map((one) => {
        if (one.type === "ImportDefaultSpecifier") return { name: "default", as: one.local.name };
        if (one.type === "ImportNamespaceSpecifier") return { name: "*", as: one.local.name };
        return { name: exported(one.imported), as: one.local.name };
      });
      const onlyTypes =
        node.specifiers.length > 0 &&
        node.specifiers.every((s) => s.type === "ImportSpecifier" && s.importKind === "type");
      const types = node.importKind === "type" || onlyTypes;
      return linked(unit, node, found(node, node.source.value, names, false, types));
    }
    case "ExportNamedDeclaration": {
      if (node.source === null) return null;
      const names = node.specifiers.map((s) => ({ name: exported(s.local), as: exported(s.exported) }));
      const types = node.exportKind === "type";
      return linked(unit, node, found(node, node.source.value, names, false, types));
    }
    case "ExportAllDeclaration": {
      const as = node.exported ? exported(node.exported) : "*";
      const types = node.exportKind === "type";
      return linked(unit, node, found(node, node.source.value, [{ name: "*", as }], false, types));
    }
    case "TSImportEqualsDeclaration": {
      const reference = node.moduleReference;
      if (reference.type !== "TSExternalModuleReference") return null;
      const names = [{ name: "*", as: node.id.name }];
      return found(node, reference.expression.value, names, false, node.importKind === "type");
    }
    case "ImportExpression": {
      const specifier = stringOf(node.source);
      return specifier === null ? null : found(node, specifier, takenNames(node, specifier), true, false);
    }
    case "CallExpression": {
      const specifier = requiredModule(unit, node);
      return specifier === null ? null : found(node, specifier, takenNames(node, specifier), false, false);
    }
    default:
      return null;
  }
}

function found(
  at: Node,
  specifier: string,
  names: ImportEvent["names"],
  dynamic: boolean,
  types: boolean,
): FoundImport {
  return { at, types, event: { kind: "import", specifier, names, level: 0, dynamic } };
}

type Linking = Extract<
  Node,
  { type: "ImportDeclaration" | "ExportNamedDeclaration" | "ExportAllDeclaration" }
>;

/** With what Node asks for when it links the module. */
function linked(unit: Unit, node: Linking, it: FoundImport): FoundImport {
  const { source } = node;
  if (it.types || source === null) return it;
  const specifiers = node.type === "ExportAllDeclaration" ? [] : node.specifiers;
  const attribute = node.attributes.find(
    (a) => (a.key.type === "Identifier" ? a.key.name : a.key.value) === "type",
  );
  it.event.linked = {
    at: unit.place(source),
    text: unit.text.slice(source.start, source.end),
    type: attribute?.value.value ?? null,
    names: it.event.names.flatMap(({ name, as }, i) => {
      const one = specifiers[i];
      if (one === undefined || name === "*") return [];
      return [{ name, as, at: unit.place(one), alone: specifiers.length === 1 }];
    }),
  };
  return it;
}

function exported(node: Node): string {
  return node.type === "Identifier" ? node.name : (stringOf(node) ?? "");
}

/** The name of what `register(import("x"))` takes: the module's default export, which has none in the code. */
export function importedDefault(specifier: string): string {
  return `import ${specifier}`;
}

/** What the surrounding code takes from a required or dynamically imported module. */
function takenNames(node: Node, specifier: string): ImportEvent["names"] {
  let at = node;
  let parent = at.parent as Node | null;
  while (parent?.type === "AwaitExpression" || parent?.type === "TSAsExpression") {
    at = parent;
    parent = at.parent as Node | null;
  }
  if (parent?.type === "CallExpression" && parent.arguments[0] === at)
    return [{ name: "default", as: importedDefault(specifier) }];
  let taken = "*";
  if (parent?.type === "MemberExpression" && parent.object === at) {
    const key = keyName(parent);
    if (key === null) return [];
    taken = key;
    at = parent;
    parent = at.parent as Node | null;
  }
  if (parent?.type !== "VariableDeclarator" || parent.init !== at) return [];
  if (parent.id.type === "Identifier") {
    const as = parent.id.name;
    // `module.exports = x` is the module itself, and what a default export is to an importer.
    return taken === "*" && node.type === "CallExpression"
      ? [
          { name: "*", as },
          { name: "default", as },
        ]
      : [{ name: taken, as }];
  }
  if (parent.id.type !== "ObjectPattern" || taken !== "*") return [];
  return parent.id.properties.flatMap((p) => {
    const name = p.type === "Property" ? keyName(p) : null;
    const target =
      p.type === "Property" && p.value.type === "AssignmentPattern"
        ? p.value.left
        : p.type === "Property"
          ? p.value
          : null;
    return name !== null && target?.type === "Identifier" ? [{ name, as: target.name }] : [];
  });
}
