/**
 * A piece of a document. The pieces lie one after the other and cover every character, line ends included. All numbers
 * are offsets into the text; `end` is the one after the last character.
 */
interface Piece {
  kind: "blank" | "comment" | "binding" | "unread";
  start: number;
  end: number;
  /** The line it begins on, from 1. */
  line: number;
}

/** An assignment, as a person means it. */
export interface Binding extends Piece {
  kind: "binding";
  /** The last line of its value. */
  endLine: number;
  exported: boolean;
  keyStart: number;
  keyEnd: number;
  /** `=` or `:`. */
  separator: number;
  /** The value with its quotes. Both lie after the separator where it is empty. */
  valueStart: number;
  valueEnd: number;
  /** The quote that the value opens with and, unless `fault` says otherwise, closes with. */
  quote: "" | "'" | '"' | "`";
  /** The `#` of a comment after the value; -1 where there is none. */
  comment: number;
  fault: null | "unterminated" | "after-quote" | "key";
}

/** A line that is no assignment. */
export interface Unread extends Piece {
  kind: "unread";
  /** no-equals: no separator. key: what is before it is no name. */
  fault: "no-equals" | "key";
}

export type AnyPiece = Piece | Binding | Unread;
