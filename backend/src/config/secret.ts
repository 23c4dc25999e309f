import { entropyBits, looksLikePlaceholder } from "surestart/env";

/** What is wrong with a secret, by the code of the catalogue, and why, in words that do not show it. */
export interface SecretFault {
  code: "secret/default-in-use" | "secret/placeholder" | "secret/too-short";
  title: string;
  why: string;
}

/** Better Auth signs with this when it is given none, and everybody can read it in its source. */
const publicDefault = "better-auth-secret-12345678901234567890";

/** Better Auth asks for 32 characters, and only warns of fewer. */
const leastLength = 32;
/** 32 random hexadecimal digits have 90 and more by this estimate (128 in truth); what repeats itself has less. */
const leastBits = 80;

/** What is wrong with a secret; null when nothing is. `name`: how a title calls it. */
export function secretFault(secret: string, name = "BETTER_AUTH_SECRET"): SecretFault | null {
  if (secret === publicDefault) {
    return {
      code: "secret/default-in-use",
      title: `${name} is the public default of Better Auth`,
      why: "It is in Better Auth's source code: anyone who reads that can sign in as anybody.",
    };
  }
  // Of one letter again and again only x is from an example: what is wrong with another is said below.
  if (!/^([^x])\1*$/i.test(secret.trim()) && looksLikePlaceholder(secret)) {
    return {
      code: "secret/placeholder",
      title: `${name} is a placeholder`,
      why: "It is a value from an example, which others know as well: anyone who guesses it can sign in as anybody.",
    };
  }
  const length = secret.trim().length;
  if (length < leastLength) {
    return {
      code: "secret/too-short",
      title: `${name} has ${length} characters; it needs ${leastLength}`,
      why: "Signatures made with a short secret can be forged by trial and error.",
    };
  }
  const bits = Math.floor(entropyBits(secret.trim()));
  if (bits < leastBits) {
    return {
      code: "secret/too-short",
      title: `${name} repeats itself`,
      why: `It has ${length} characters, but only ${new Set(secret).size} different ones: about ${bits} bits, where ${leastBits} are needed.`,
    };
  }
  return null;
}
