import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { Language, Parser, type TreeCursor } from "web-tree-sitter";

/** A node of the parser's tree, copied out of its memory: named children, and unnamed ones that have a field (operators). */
export interface TreeNode {
  type: string;
  field: string | null;
  from: number;
  to: number;
  children: TreeNode[];
}

export interface Tree {
  root: TreeNode;
  /** The first node that stands for an error. */
  broken: TreeNode | null;
}

let ready: Promise<Parser> | undefined;

/** Loads the parser once (about 20 ms). The tree of a text is given at once, whatever state the text is in. */
export async function loadTreeParser(): Promise<(text: string) => Tree> {
  ready ??= start();
  const parser = await ready;
  return (text) => copy(parser, text);
}

async function start(): Promise<Parser> {
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(grammar()));
  return parser;
}

/** The packed surestart has the grammar beside this file; in the repository it is tree-sitter-python's own. */
function grammar(): string {
  const packed = fileURLToPath(new URL("./tree-sitter-python.wasm", import.meta.url));
  if (existsSync(packed)) return packed;
  return createRequire(import.meta.url).resolve("tree-sitter-python/tree-sitter-python.wasm");
}

function copy(parser: Parser, text: string): Tree {
  const tree = parser.parse(text);
  if (!tree) throw new Error("the Python parser gave no tree");
  const cursor = tree.walk();
  try {
    const found: { broken: TreeNode | null } = { broken: null };
    const root = copyNode(cursor, text, found);
    return { root, broken: found.broken };
  } finally {
    cursor.delete();
    tree.delete();
  }
}

function copyNode(cursor: TreeCursor, text: string, found: { broken: TreeNode | null }): TreeNode {
  const root = node(cursor);
  const path: TreeNode[] = [];
  let current = root;
  for (;;) {
    if (descends(current, text) && cursor.gotoFirstChild()) path.push(current);
    else {
      while (!cursor.gotoNextSibling()) {
        if (!cursor.gotoParent()) return root;
        path.pop();
      }
    }
    current = node(cursor);
    if (!found.broken && (current.type === "ERROR" || cursor.nodeIsMissing)) found.broken = current;
    if (cursor.nodeIsNamed ? current.type !== "comment" : current.field !== null)
      path.at(-1)!.children.push(current);
  }
}

function node(cursor: TreeCursor): TreeNode {
  return {
    type: cursor.nodeType,
    field: cursor.currentFieldName,
    from: cursor.startIndex,
    to: cursor.endIndex,
    children: [],
  };
}

/** A string without placeholders is read from the text; its parts are not asked for. */
function descends({ type, from }: TreeNode, text: string): boolean {
  if (type === "comment" || type === "identifier" || type === "integer") return false;
  if (type !== "string") return true;
  return /^[a-z]{0,2}/i.exec(text.slice(from, from + 2))![0].match(/[ft]/i) !== null;
}
