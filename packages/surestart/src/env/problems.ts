import type { Dialect, EnvProblem } from "../facts.ts";
import { type EnvDocument, readDocument } from "./document.ts";
import { bindingProblems } from "./problems/binding.ts";
import { disagreements } from "./problems/disagree.ts";
import { duplicateProblems } from "./problems/duplicates.ts";
import { encodingProblems } from "./problems/encoding.ts";
import { Inquiry } from "./problems/inquiry.ts";
import { lineEndProblems } from "./problems/line-ends.ts";
import { unreadProblems } from "./problems/unread.ts";

export interface ProblemOptions {
  /** For the places. @default ".env" */
  file?: string;
  /** The environment of the program: what a value may refer to. @default {} */
  env?: Readonly<Record<string, string | undefined>>;
  /** What reads it as docker does leaves the carriage returns in: a script. @default false */
  verbatim?: boolean;
}

/**
 * Every fault of the catalogue that can be seen in the text itself, and only where it bites: one of these dialects reads
 * something else than a person means. In the order of the file.
 *
 * A fault of the whole file (its encoding, its line ends) is taken away before the lines are looked at, so that it is
 * reported once and not again on every line.
 */
export function problemsOf(
  document: EnvDocument,
  dialects: readonly Dialect[],
  options: ProblemOptions = {},
): EnvProblem[] {
  if (dialects.length === 0) return [];
  const file = options.file ?? ".env";
  const { problems: found, text } = encodingProblems(document, dialects, file, options.env ?? {});
  const ends = lineEndProblems(text, dialects, file, options.env ?? {}, options.verbatim);
  const clean = ends.text === document.text ? document : readDocument(ends.text);
  const inquiry = new Inquiry(clean, dialects, file, options.env ?? {});
  const problems = [...found, ...ends.problems, ...unreadProblems(inquiry), ...bindingProblems(inquiry)];
  problems.push(...duplicateProblems(inquiry));
  problems.push(...disagreements(inquiry, problems));
  return problems.sort((a, b) => (a.at.line ?? 0) - (b.at.line ?? 0));
}
