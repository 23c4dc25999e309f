import type { Language } from "../facts.ts";
import type { SecretForm } from "../finding.ts";

/** What a value has to be that code hands to a library (`Take.usedAs` is its word), and what the library says of another one. */
export interface Use {
  /** The library or the purpose, in a sentence. @default its word */
  called?: string;
  /** A secret that may be any text, which only this program keeps. Others are given out by another system. */
  anyText?: true;
  /** How a fresh secret is made. */
  generate?: SecretForm;
  /** How long a secret has to be. `refused`: a shorter one is refused, not only warned of. */
  least?: Least & { refused?: true };
  /** The form that a secret has to have. */
  form?: SecretShape;
  /** The URLs that it takes. */
  urls?: readonly UrlRule[];
  /** A constant in its source takes the place of a secret that is not set. */
  publicDefault?: true;
  /** What was encrypted with a secret can only be read with the same one: what it says of another. */
  otherSecret?: RegExp;
  /** The same of a seal that does not fit its key. In the log of a healthy program that is somebody's cookie. */
  otherSeal?: RegExp;
  /** How a secret is changed so that what is stored stays readable; `{name}` is its variable. */
  changes?: readonly { id: string; title: string }[];
}

export interface Least {
  length: number;
  unit: "characters" | "bytes";
  /** Who demands it. */
  by: string;
  /** It is only looked at when somebody asks for it: a start goes on, and the value may be strong enough. */
  advice?: true;
}

/** The form in which a library wants its secret. */
export interface SecretShape {
  library: string;
  wants: string;
  suits: (value: string) => boolean;
  /** The library's own sentence when it refuses. */
  says: RegExp;
  /** How a fresh one is made: a form, a private key in PEM, or a command of its own. */
  make: SecretForm | "private key" | { command: string };
  /** It is a text of several lines, in which code mostly replaces `\n` by a line end: what it decodes first has this form only then. */
  lines?: true;
}

/** A client that refuses schemes of URLs. */
export interface UrlRule {
  client: string;
  refuses: RegExp;
  /** The scheme that it wants in place of one; "" stands for none. */
  wants: (scheme: string) => string;
  /** The first group, where there is one, is how the scheme begins. */
  says: RegExp;
  /** It is known to refuse a value without any scheme, too (`localhost:6379`): always, or in this language. */
  bare?: true | Language;
  /** It refuses them in all versions of a package but these. */
  not?: { package: string; version: RegExp };
  /** It does not apply where the value is handed to this other use as well. */
  unless?: string;
  /** Where the code does not tell: a package of the project is like this, and the name of the variable. */
  otherwise?: { stack: RegExp; name: RegExp };
}

/** A driver that is named in the scheme of a URL, and that is handed the parameters of the URL as its own. */
export interface Driver {
  scheme: RegExp;
  /** The use by which it is reached, and the library that hands them on. */
  use: string;
  by: string;
  refuses: readonly string[];
  /** The name that it has for one of them. */
  instead: Readonly<Record<string, string>>;
  /** What it says, with `{name}` for the parameter. */
  says: string;
}
