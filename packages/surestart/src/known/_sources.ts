/** A language whose sources are not read: how its projects are recognised, and how they are started. */
export interface Sources {
  /** As people write it. */
  called: string;
  /** Files of the project's folder that say so; one * stands for any name. */
  signs: readonly string[];
  /** Endings of its sources. */
  endings: readonly string[];
  /** Programs that run it. */
  runBy: readonly string[];
  /** Its files start another language as well, which only the folder tells: Gradle starts Java and Kotlin. */
  shared?: true;
  /** With this other language and this folder it is only what builds that. */
  unless?: { called: string; folder: string };
  /** Ways to start it, the best first. */
  starts: readonly SourceStart[];
}

export interface SourceStart {
  /** Files that must be there; the name for a * that only one file has is put for {1}. */
  files: readonly string[];
  /** A text that one of the files must have. */
  says?: RegExp;
  command: string;
}
