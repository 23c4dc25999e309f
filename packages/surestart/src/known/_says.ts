/** What a tool says of a start that fails, by which its own words are told from the log of a program. Each is tried on one line. */
export interface Says {
  /** Why it does not start; group `text`, and `name` where the words have one. `as`: the name of the error. */
  fails?: readonly { line: RegExp; as?: string }[];
  /** It cannot import the module that it was told to serve; group `module`, where it is named. */
  cannotImport?: RegExp;
  /** The module has no such attribute; groups `attribute` and `module`, where they are named. */
  noAttribute?: RegExp;
  /** It starts processes of its own, and for that needs the name of the application instead of the application. */
  needsImport?: RegExp;
  /** A flag that it does not know, or not at that place: the one group that is there. */
  refuses?: RegExp;
  /** The program that it was to run does not exist; group `name`. */
  notFound?: RegExp;
  /** The exception, as a dotted name, by which it says only that a process which it started has failed. */
  relays?: string;
  /**
   * Errors whose words leave open what is wrong in the program that meets them: what that is, and what to do. For those that no
   * diagnosis is about. Group `package`: its import is the place, where the error has none.
   */
  meant?: readonly { words: RegExp; title: string; fix: string }[];
  /** A worker of its own was ended by a signal; group `number` or `signal`. What follows `unless` is of its own end. */
  killed?: { line: RegExp; unless?: RegExp };
}
