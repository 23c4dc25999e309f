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

interface Grammar {
  parser: Parser;
  /** By the number of a kind of node: its name, and whether it is named in the grammar. */
  types: string[];
  named: boolean[];
  fields: (string | null)[];
}

let ready: Promise<Grammar> | undefined;

/** Loads the parser once (about 20 ms). The tree of a text is given at once, whatever state the text is in. */
export async function loadTreeParser(): Promise<(text: string) => Tree> {
  ready ??= start();
  const grammar = await ready;
  return (text) => copy(grammar, text);
}

async function start(): Promise<Grammar> {
  await Parser.init();
  const parser = new Parser();
  const language = await Language.load(grammarFile());
  parser.setLanguage(language);
  const { types, fields } = language;
  return { parser, types, named: types.map((_, id) => language.nodeTypeIsNamed(id)), fields };
}

/** The packed surestart has the grammar next to this file; in the repository it is tree-sitter-python's own. */
function grammarFile(): string {
  const packed = fileURLToPath(new URL("./tree-sitter-python.wasm", import.meta.url));
  if (existsSync(packed)) return packed;
  return createRequire(import.meta.url).resolve("tree-sitter-python/tree-sitter-python.wasm");
}

function copy(grammar: Grammar, text: string): Tree {
  const tree = grammar.parser.parse(text);
  if (!tree) throw new Error("the Python parser gave no tree");
  const cursor = tree.walk();
  try {
    const sound = !tree.rootNode.hasError;
    const broken: { first: TreeNode | null } = { first: null };
    const root = copyNodes(grammar, cursor, text, sound ? null : broken);
    return { root, broken: broken.first };
  } finally {
    cursor.delete();
    tree.delete();
  }
}

/** What is nested deeper is left out: Python itself takes no more than 200 brackets. */
const deepest = 500;

/** Each question to the cursor is a call into WebAssembly, so nothing is asked of a node that is not kept. */
function copyNodes(
  grammar: Grammar,
  cursor: TreeCursor,
  text: string,
  broken: { first: TreeNode | null } | null,
): TreeNode {
  const root = node(grammar, cursor) as TreeNode;
  const path: TreeNode[] = [];
  let current: TreeNode | null = root;
  for (;;) {
    if (current && path.length < deepest && descends(current, text) && cursor.gotoFirstChild())
      path.push(current);
    else {
      while (!cursor.gotoNextSibling()) {
        if (!cursor.gotoParent()) return root;
        path.pop();
      }
    }
    current = node(grammar, cursor);
    if (broken && !broken.first && (current?.type === "ERROR" || cursor.nodeIsMissing))
      broken.first = current ?? {
        type: "",
        field: null,
        from: cursor.startIndex,
        to: cursor.endIndex,
        children: [],
      };
    if (current && current.type !== "comment") path.at(-1)!.children.push(current);
  }
}

/** The node at the cursor, or null for a word or sign of the grammar that has no field. */
function node({ types, named, fields }: Grammar, cursor: TreeCursor): TreeNode | null {
  const id = cursor.nodeTypeId;
  const field = fields[cursor.currentFieldId] ?? null;
  // An error has a number of its own, outside of the table.
  if (types[id] !== undefined && !named[id] && field === null) return null;
  return { type: types[id] ?? "ERROR", field, from: cursor.startIndex, to: cursor.endIndex, children: [] };
}

/** A string without placeholders is read from the text; its parts are not asked for. */
function descends({ type, from }: TreeNode, text: string): boolean {
  if (type === "comment" || type === "identifier" || type === "integer") return false;
  if (type !== "string") return true;
  return /^[a-z]{0,2}/i.exec(text.slice(from, from + 2))![0].match(/[ft]/i) !== null;
}
