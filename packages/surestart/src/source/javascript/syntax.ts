import { type Node, type ParserOptions, type Program, parseSync, type Span, visitorKeys } from "oxc-parser";
import type { Language } from "../../facts.ts";
import type { Place } from "../../finding.ts";
import { linesOf } from "../lines.ts";

/** A file that was parsed: its tree with `parent` set on every node, and how offsets become places. */
export interface Syntax {
  file: string;
  text: string;
  language: Language;
  program: Program;
  /** The file is an ES module by its syntax or its extension. */
  esm: boolean;
  /** Lines and columns from 1, columns in UTF-16 units (oxc's offsets are UTF-16 units of `text`). */
  place: (span: Span) => Place;
  broken: { at: Place; message: string } | null;
}

export type FunctionNode = Extract<
  Node,
  { type: "FunctionDeclaration" | "FunctionExpression" | "ArrowFunctionExpression" }
>;

/** Parses any JavaScript or TypeScript file by its extension; another extension is read as JavaScript. Never throws. */
export function parse(text: string, file: string): Syntax {
  const extension = /\.([cm]?[jt]sx?)$/.exec(file)?.[1] ?? "js";
  const language = languageOf(file);
  const lines = linesOf(file, text);
  const place: Syntax["place"] = ({ start, end }) => lines.place(start, end);
  // .js holds JSX in many projects; the two grammars of TypeScript exclude each other (`<T>x`).
  const lang = language === "javascript" ? "jsx" : extension === "tsx" ? "tsx" : dts(file) ? "dts" : "ts";
  const first = /^m/.test(extension) ? "module" : /^c/.test(extension) ? "commonjs" : "unambiguous";
  let broken: Syntax["broken"] = null;
  // A plain script may return at its top (CommonJS), a .cts may import: the file is broken only when no reading fits.
  for (const sourceType of new Set<ParserOptions["sourceType"]>([first, "commonjs", "module"])) {
    try {
      const result = parseSync(file, text, {
        lang,
        sourceType,
        preserveParens: false,
        showSemanticErrors: false,
      });
      const error = result.errors.find((e) => e.severity === "Error");
      if (error === undefined) {
        const esm = result.module.hasModuleSyntax || /^m/.test(extension);
        return { file, text, language, program: result.program, esm, place, broken: null };
      }
      const label = error.labels[0] ?? { start: 0, end: 0 };
      broken ??= { at: place(label), message: error.message };
    } catch (error) {
      broken ??= { at: { file }, message: error instanceof Error ? error.message : String(error) };
    }
  }
  const program: Program = {
    type: "Program",
    body: [],
    sourceType: "script",
    hashbang: null,
    start: 0,
    end: 0,
  };
  return { file, text, language, program, esm: false, place, broken };
}

/** By the extension; a file without one is JavaScript. */
export function languageOf(file: string): "javascript" | "typescript" {
  return /\.([cm]?ts|tsx)$/.test(file) ? "typescript" : "javascript";
}

function dts(file: string): boolean {
  return /\.d\.([cm]?ts|[^.]+\.ts)$/.test(file);
}

/** Keys that hold types only: nothing below them exists at run time. */
const typeKeys: ReadonlySet<string> = new Set([
  "typeAnnotation",
  "typeArguments",
  "typeParameters",
  "returnType",
  "superTypeArguments",
  "implements",
]);

const typeNodes: ReadonlySet<string> = new Set([
  "TSInterfaceDeclaration",
  "TSTypeAliasDeclaration",
  "TSDeclareFunction",
  "TSEmptyBodyFunctionExpression",
  "TSGlobalDeclaration",
]);

const valueKeys = new Map<string, string[]>(
  Object.entries(visitorKeys).map(([type, keys]) => [type, keys.filter((key) => !typeKeys.has(key))]),
);

/** Calls back for every child that exists at run time, in the order of the text. */
export function eachChild(node: Node, visit: (child: Node) => void): void {
  for (const key of valueKeys.get(node.type) ?? []) {
    const child = (node as unknown as Record<string, unknown>)[key];
    if (Array.isArray(child)) {
      for (const one of child) if (one !== null && !typeNodes.has(one.type)) visit(one as Node);
    } else if (child !== null && child !== undefined && !typeNodes.has((child as Node).type)) {
      visit(child as Node);
    }
  }
}

export type ClassNode = Extract<Node, { type: "ClassDeclaration" | "ClassExpression" }>;

export function isClass(node: Node | null | undefined): node is ClassNode {
  return node?.type === "ClassDeclaration" || node?.type === "ClassExpression";
}

export function isFunction(node: Node | null | undefined): node is FunctionNode {
  return (
    node?.type === "ArrowFunctionExpression" ||
    node?.type === "FunctionExpression" ||
    node?.type === "FunctionDeclaration"
  );
}

/** The expression below `as`, `satisfies`, `!`, `await`, `?.`: what carries the same value for our purposes. */
export function bare(node: Node): Node {
  let at = node;
  for (let key = transparent.get(at.type); key !== undefined; key = transparent.get(at.type)) {
    at = (at as unknown as Record<string, Node>)[key] as Node;
  }
  return at;
}

export function isTransparent(node: Node): boolean {
  return transparent.has(node.type);
}

const transparent: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ParenthesizedExpression: "expression",
    TSAsExpression: "expression",
    TSSatisfiesExpression: "expression",
    TSTypeAssertion: "expression",
    TSNonNullExpression: "expression",
    TSInstantiationExpression: "expression",
    ChainExpression: "expression",
    AwaitExpression: "argument",
  }),
);

/** The name of a property or a member where it is as it is: `a.b`, `a["b"]`, `{ b: 1 }`, `{ "b": 1 }`. */
export function keyName(node: Node): string | null {
  if (node.type === "MemberExpression") {
    if (!node.computed) return node.property.type === "Identifier" ? node.property.name : null;
    return stringOf(node.property);
  }
  if (node.type === "Property" || node.type === "MethodDefinition" || node.type === "PropertyDefinition") {
    if (!node.computed && node.key.type === "Identifier") return node.key.name;
    return stringOf(node.key);
  }
  return null;
}

/** A string that is a literal, or a template without parts. */
export function stringOf(node: Node | null | undefined): string | null {
  if (node?.type === "Literal") {
    if (typeof node.value === "string") return node.value;
    return typeof node.value === "number" ? String(node.value) : null;
  }
  if (node?.type === "TemplateLiteral" && node.expressions.length === 0) {
    return node.quasis[0]?.value.cooked ?? null;
  }
  return null;
}

/** The function that a node is in, or null at the top of the module. */
export function functionAround(node: Node): FunctionNode | null {
  for (let at = node.parent; at; at = at.parent) if (isFunction(at)) return at;
  return null;
}
