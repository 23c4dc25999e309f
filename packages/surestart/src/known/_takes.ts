import type { SourceRead } from "../facts.ts";

/**
 * A parameter of a library to which values of variables are handed, and what it makes of them or demands of them. Words are
 * those of `Load`; `*` in a word stands for any part between two dots, and `**` for several.
 */
export interface Take {
  /** What is called. */
  calls?: readonly string[];
  /** The parameter: "0 url"; "0.connectionString" is a way into the options that are there. Several: any of them. */
  value?: string | readonly string[];
  /** Without a call: a key of the application's configuration, or an attribute of the application. */
  configures?: { key?: string; attribute?: string };
  /** Without a call: a name of the settings module that also has `besides`. */
  names?: { setting: string; besides: string };
  /** What it uses the value as: the forms of secrets and URLs are known by this word. */
  usedAs?: string;
  as?: SourceRead["as"];
  /** The schemes that its URL may have. @default any */
  schemes?: readonly string[];
  /** Another parameter says more exactly what as: `$1` is what the brackets of `is` found. `only`: where it says something else, the row does not apply. */
  form?: { parameter: string; is: RegExp; usedAs: string; only?: true };
  /** It says so only of a text that goes in as it is: what the code makes of it may have another form. */
  exact?: true;
  /** It throws at once when it is given nothing (undefined, None); or for empty text, too. */
  refuses?: "nothing" | "nothing and empty";
  /** What it says later, when it is used, of a value that it was not given. */
  misses?: RegExp;
}
