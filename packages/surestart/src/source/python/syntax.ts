/**
 * Python's syntax as far as a survey needs it. `parse.ts` makes it; nothing else knows the parser.
 * `from` and `to` are offsets into the text, in UTF-16 units.
 */
export interface Span {
  from: number;
  to: number;
}

export type Expression = Span &
  (
    | { kind: "name"; id: string }
    /** A string without placeholders. Bytes too. */
    | { kind: "string"; value: string }
    /** An f-string: its literal parts, and the expressions between them. */
    | { kind: "format"; parts: (string | Expression)[] }
    | { kind: "number"; value: number; integer: boolean }
    | { kind: "constant"; value: boolean | null }
    | { kind: "attribute"; object: Expression; name: string }
    | { kind: "subscript"; object: Expression; index: Expression }
    | { kind: "call"; callee: Expression; args: Argument[] }
    | { kind: "binary"; operator: string; left: Expression; right: Expression }
    | { kind: "boolean"; operator: "and" | "or"; left: Expression; right: Expression }
    | { kind: "not"; operand: Expression }
    | { kind: "compare"; left: Expression; rest: { operator: string; right: Expression }[] }
    | { kind: "conditional"; test: Expression; body: Expression; otherwise: Expression }
    | { kind: "sequence"; type: "list" | "tuple" | "set"; items: Expression[] }
    | { kind: "dict"; items: { key: Expression | null; value: Expression }[] }
    | { kind: "comprehension"; body: Expression; loops: Loop[]; conditions: Expression[] }
    | { kind: "lambda"; parameters: Parameter[]; body: Expression }
    | { kind: "await"; operand: Expression }
    | { kind: "walrus"; name: string; value: Expression }
    | { kind: "other"; children: Expression[] }
  );

export interface Loop {
  target: Expression;
  over: Expression;
}

export interface Argument {
  name: string | null;
  star: boolean;
  value: Expression;
}

export interface Parameter {
  name: string;
  annotation: Expression | null;
  fallback: Expression | null;
}

export type Statement = Span &
  (
    | { kind: "import"; modules: ({ module: string; as: string | null } & Span)[] }
    | {
        kind: "from-import";
        module: string;
        level: number;
        names: { name: string; as: string | null }[];
        star: boolean;
      }
    | { kind: "assign"; targets: Expression[]; annotation: Expression | null; value: Expression | null }
    | { kind: "augment"; target: Expression; value: Expression }
    | { kind: "expression"; value: Expression }
    | { kind: "return"; value: Expression | null }
    | { kind: "raise"; value: Expression | null }
    | { kind: "assert"; test: Expression }
    | { kind: "if"; test: Expression; body: Statement[]; otherwise: Statement[] }
    | { kind: "for"; target: Expression; over: Expression; body: Statement[]; otherwise: Statement[] }
    | { kind: "while"; test: Expression; body: Statement[]; otherwise: Statement[] }
    | {
        kind: "try";
        body: Statement[];
        handlers: { types: Expression | null; body: Statement[] }[];
        otherwise: Statement[];
        finally: Statement[];
      }
    | { kind: "with"; items: { value: Expression; as: Expression | null }[]; body: Statement[] }
    | {
        kind: "function";
        name: string;
        parameters: Parameter[];
        body: Statement[];
        decorators: Expression[];
      }
    | { kind: "class"; name: string; bases: Argument[]; body: Statement[]; decorators: Expression[] }
    | { kind: "match"; subject: Expression; cases: Statement[][] }
    /** break, continue, pass, global, del and their like. */
    | { kind: "other"; word: string; children: Expression[] }
  );

export interface ModuleSyntax {
  body: Statement[];
  /** The first place that no rule of the language fits. */
  broken: Span | null;
}
