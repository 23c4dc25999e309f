import { isSecretName } from "../secret-name.ts";
import { type Mask, masked } from "./mask.ts";
import { isSecretFlag } from "./mask-patterns.ts";

/**
 * A command line word by word, as it may be shown: what follows a secret flag, or is given to one or to a secret name, is a
 * secret, whatever it is.
 */
export function maskWords(words: readonly string[], mask: Mask): string[] {
  return words.map((word, index) => {
    if (isSecretFlag(words[index - 1] ?? "")) return masked;
    const [, name, value] = /^([^=\s]+)=(.+)$/s.exec(word) ?? [];
    if (name && value && (isSecretFlag(name) || isSecretName(name.replace(/^-+/, ""))))
      return `${name}=${masked}`;
    return mask.text(word);
  });
}
