/** The families of the catalogue: the first half of every code. */
type Family = "env" | "secret" | "source" | "port" | "runtime" | "app" | "service" | "health" | "resource";

/** A code of the catalogue, `family/name`. A code is for ever: it is never renamed and never reused. */
export type Code = `${Family}/${string}`;

/** error: with it the start fails, or a door is open. warning: fails elsewhere or later. info: worth knowing. */
export type Severity = "error" | "warning" | "info";

/** certain: seen or confirmed by a probe. likely: the evidence only suggests it. */
type Confidence = "certain" | "likely";

/**
 * A place in a file. `file` is relative to the project's folder, with forward slashes.
 * Lines and columns start at 1; columns count UTF-16 units; `endColumn` is the one after the last.
 */
export interface Place {
  file: string;
  line?: number;
  column?: number;
  endColumn?: number;
}

/** Another place that belongs to a finding, with what is there in words. */
export interface RelatedPlace extends Place {
  note: string;
}

/** The process that has a port, as it may be shown: its command line is masked. */
export interface ShownHolder {
  pid: number | null;
  command: string;
  cwd: string | null;
  user: string | null;
  /** ISO 8601, UTC, to the second. */
  since: string | null;
  sameProject: boolean;
}

/** safe: applied by `--fix` alone. review: applied after its diff was confirmed. manual: words and a command only. */
export type Safety = "safe" | "review" | "manual";

/**
 * One change to the project, as data; the fix room turns it into bytes.
 * `generate` stands for a secret that is made only when the change is written, so that no fact and no finding holds it.
 */
export type Change =
  /** Set a key in a .env file: edits its line, or adds one at the end. Creates the file (mode 600) when it is missing. */
  | { do: "env-set"; file: string; key: string; value: string | SecretForm; line?: number }
  /** Give a key another name; value, quotes and comment stay. */
  | { do: "env-rename-key"; file: string; line: number; from: string; to: string }
  /** Rewrite the value of one line in the best spelling that all of `dialects` read as `value`. */
  | { do: "env-respell"; file: string; line: number; key: string; value: string; dialects: string[] }
  /** Replace whole lines (from..to, inclusive, from 1) by others; an empty list removes them. */
  | { do: "lines"; file: string; from: number; to: number; with: string[] }
  /** Insert whole lines before `line` (from 1; one after the last appends). */
  | { do: "insert"; file: string; line: number; lines: string[] }
  /** Replace a text that is at a place. Refused when the text there is another. */
  | { do: "replace"; file: string; line: number; column: number; old: string; new: string }
  /** Replace a text on a line, wherever it is on it; refused unless it is there exactly once. */
  | { do: "replace-near"; file: string; line: number; old: string; new: string }
  /** Add an import line after the last one at the top of a source file, unless it is there already. */
  | { do: "add-import"; file: string; line: string }
  /** Rewrite the file as UTF-8 without byte order mark, read as `from`. `eol` also makes line ends LF. */
  | { do: "recode"; file: string; from: "utf-8" | "utf-16le" | "utf-16be" | "latin1"; eol?: boolean }
  | { do: "rename"; from: string; to: string }
  /** Make a .env from an example file: its lines, with a fresh secret for every key in `secrets`, `values` for the rest. */
  | {
      do: "env-from-example";
      example: string;
      file: string;
      secrets: Record<string, SecretForm>;
      values: Record<string, string>;
    }
  /** Make a file that must not exist yet. */
  | { do: "create"; file: string; text: string; mode?: number }
  | { do: "mkdir"; dir: string }
  /** Remove a file that a program left. Refused when its text is another than `text`, blanks around it apart. */
  | { do: "remove"; file: string; text: string }
  | { do: "chmod"; file: string; mode: number }
  /** Add a package to the project's manifest (requirements.txt, pyproject.toml, package.json). */
  | { do: "add-dependency"; manifest: string; name: string; version?: string }
  /** Rewrite a start command where it is (package.json script, Procfile, shell script). */
  | { do: "command"; file: string; line: number; old: string; new: string }
  /** Stop tracking a file in git (`git rm --cached`) and ignore it. */
  | { do: "git-untrack"; file: string };

/** The form in which a library wants its secret. */
export interface SecretForm {
  generate: "base64url" | "base64" | "hex" | "fernet" | "versioned";
  /** Bytes of randomness. @default 32 */
  bytes?: number;
}

/** A way to fix what a finding says. `changes` are empty for a manual one. */
export interface Fix {
  /** Kebab case, unique within its finding. */
  id: string;
  title: string;
  safety: Safety;
  /** A command to copy. */
  command?: string;
  changes: Change[];
}

/** One thing that is wrong, or worth knowing: what is shown to the user. */
export interface Finding {
  code: Code;
  severity: Severity;
  confidence: Confidence;
  /** One line: what is wrong. No full stop. */
  title: string;
  /** Why, in words, with the evidence. Sentences. */
  detail: string;
  at?: Place;
  also?: RelatedPlace[];
  holder?: ShownHolder;
  /** true: `run` met it and worked around it. */
  resolved?: boolean;
  fixes: Fix[];
}
