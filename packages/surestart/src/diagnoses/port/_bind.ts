import type { Facts } from "../../facts.ts";
import { lastWords } from "../runtime/_crash-text.ts";

/** The program was refused the right to bind its port: said so, or seen in the innermost line of its error. */
export function refusedToBind(facts: Facts): boolean {
  const text = lastWords(facts);
  if (
    /listen EACCES|bind EACCES|error while attempting to bind.*permission denied|WinError 10013/is.test(text)
  )
    return true;
  const crash = facts.run?.crash;
  return (
    /PermissionError|EACCES|Errno 13/.test(`${crash?.name} ${crash?.code} ${crash?.message}`) &&
    /\bbind\(/.test(crash?.frames.at(-1)?.text ?? "")
  );
}
