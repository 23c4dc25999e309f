import type { EnvProblem } from "../../facts.ts";
import { formProblem } from "./form.ts";
import type { Inquiry } from "./inquiry.ts";
import { valueProblems } from "./value.ts";

/** Assignments that one of the dialects reads otherwise than they are meant. */
export function bindingProblems(inquiry: Inquiry): EnvProblem[] {
  return inquiry.meant.flatMap((meant) => [
    ...[formProblem(inquiry, meant)].filter((problem) => problem !== null),
    ...valueProblems(inquiry, meant),
  ]);
}
