/** What a language's runtime has from a version on, or until one: what is missing in the one that runs, by an error's own words. */
export interface Ages {
  /** Names by the first version that has them: `module.name`, `module`, a global, or a method of any object. */
  since?: Readonly<Record<string, string>>;
  /** Names by the first version that has them no more. */
  until?: Readonly<Record<string, string>>;
  /** What an error says that names nothing, and the versions in which it does not come. `instead`: what its own code writes now. */
  says?: readonly { line: RegExp; what: string; since?: string; until?: string; instead?: string }[];
  /** How an error names what it lacks: groups `module` and `name`, one of them or both. */
  lacks: readonly RegExp[];
}
