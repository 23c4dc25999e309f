import { type Expression, type Node, parseSync } from "oxc-parser";

/** The beginnings of the titles of findings and fixes in a source file, as far as they are words of its own. */
export function titleWords(file: string, text: string): string[] {
  const found: string[] = [];
  visit(parseSync(file, text).program as unknown as Node);
  return found;

  function visit(node: unknown): void {
    if (Array.isArray(node)) {
      for (const one of node) visit(one);
      return;
    }
    if (typeof node !== "object" || node === null) return;
    const { type } = node as Node;
    if (type === "Property") {
      const { key, value } = node as Extract<Node, { type: "Property" }>;
      if (key.type === "Identifier" && key.name === "title") begin(value as Expression);
    }
    if (type === "CallExpression") {
      const { callee, arguments: given } = node as Extract<Node, { type: "CallExpression" }>;
      if (callee.type === "Identifier" && callee.name === "respell" && given[1])
        begin(given[1] as Expression);
    }
    if (type === "VariableDeclarator") {
      const { id, init } = node as Extract<Node, { type: "VariableDeclarator" }>;
      if (id.type === "Identifier" && id.name === "title" && init) begin(init);
    }
    for (const child of Object.values(node)) visit(child);
  }

  function begin(node: Expression): void {
    if (node.type === "Literal" && typeof node.value === "string") found.push(node.value);
    else if (node.type === "ArrowFunctionExpression") begin(node.body as unknown as Expression);
    else if (node.type === "ConditionalExpression") [node.consequent, node.alternate].forEach(begin);
    else if (node.type === "LogicalExpression") [node.left, node.right].forEach(begin);
    else if (node.type === "BinaryExpression") begin(node.left as Expression);
    else if (node.type === "TemplateLiteral") {
      const [words] = node.quasis;
      if (words?.value.cooked) found.push(words.value.cooked);
      else if (node.expressions[0]) begin(node.expressions[0]);
    }
  }
}
