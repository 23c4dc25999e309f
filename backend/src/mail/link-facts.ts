/** What a link is for that verifies an address. */
export interface LinkFacts {
  kind: "address" | "new-address" | "leave-address";
  userId?: unknown;
  /** The new address. */
  updateTo?: unknown;
}

/**
 * As its token says, which anybody can write: Better Auth looks at the signature. What is not of its form is taken for a link
 * of the usual kind.
 */
export function linkFacts(token: string): LinkFacts {
  try {
    const text = Buffer.from(token.split(".")[1] ?? "", "base64url").toString();
    const { userId, updateTo, requestType } = JSON.parse(text) as Record<string, unknown>;
    if (updateTo === undefined) return { kind: "address" };
    const kind = requestType === "change-email-confirmation" ? "leave-address" : "new-address";
    return { kind, userId, updateTo };
  } catch {
    return { kind: "address" };
  }
}
