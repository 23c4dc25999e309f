import type { Code, Finding } from "./finding.ts";

const brand: unique symbol = Symbol.for("surestart.error") as never;

/**
 * Every error that surestart throws. The reason is data: `code` is of the catalogue, `finding` is the whole diagnosis,
 * `cause` the error below where there is one. Recognised by `isSurestartError` across copies of the package.
 */
export class SurestartError extends Error {
  override readonly name = "SurestartError";
  readonly code: Code;
  readonly finding: Finding;
  /** All findings where there is more than one; `finding` is the first of them. */
  readonly findings: Finding[];

  constructor(findings: Finding | [Finding, ...Finding[]], options?: ErrorOptions & { message?: string }) {
    const all = Array.isArray(findings) ? findings : [findings];
    const first = all[0] as Finding;
    super(
      options?.message ?? `${first.title}. ${first.detail}`,
      options?.cause === undefined ? undefined : { cause: options.cause },
    );
    this.code = first.code;
    this.finding = first;
    this.findings = all;
    Object.defineProperty(this, brand, { value: true });
  }
}

export function isSurestartError(error: unknown): error is SurestartError {
  return typeof error === "object" && error !== null && (error as { [brand]?: boolean })[brand] === true;
}
