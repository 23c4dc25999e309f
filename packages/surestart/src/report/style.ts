import { styleText } from "node:util";

/** How the screen may be written: its width, colours, and whether lines and marks may be drawn with Unicode. */
export interface Style {
  width: number;
  /** A person looks at it, on a screen that has this width: elsewhere nothing is cut. */
  terminal: boolean;
  unicode: boolean;
  paint: (paint: Paint, text: string) => string;
  mark: Record<
    "good" | "unknown" | "error" | "warning" | "info" | "bar" | "caret" | "dot" | "ellipsis" | "arrow",
    string
  >;
}

export type Paint = "bold" | "dim" | "red" | "yellow" | "green" | "cyan" | "blue";

export interface StyleOptions {
  /** `--color`, `--no-color`; unset: NO_COLOR, FORCE_COLOR, and whether it is a terminal decide. */
  color?: boolean | undefined;
  environment?: Record<string, string | undefined>;
  /** The stream that is written to. */
  stream?: { isTTY?: boolean; columns?: number };
  platform?: NodeJS.Platform;
}

/** The style for a stream. Without a terminal: 80 columns and no colours. */
export function createStyle(options: StyleOptions = {}): Style {
  const environment = options.environment ?? process.env;
  const color = options.color ?? wantsColor(environment, options.stream?.isTTY === true);
  const unicode = canUnicode(environment, options.platform ?? process.platform);
  const columns = options.stream?.isTTY ? (options.stream.columns ?? 80) : 80;
  return {
    width: Math.max(40, Math.min(columns, 100)),
    terminal: options.stream?.isTTY === true && !environment["CI"],
    unicode,
    paint: (paint, text) => (color && text !== "" ? styleText(paint, text, { validateStream: false }) : text),
    mark: unicode
      ? {
          good: "✓",
          unknown: "?",
          error: "✗",
          warning: "!",
          info: "i",
          bar: "│",
          caret: "^",
          dot: "·",
          ellipsis: "…",
          arrow: "→",
        }
      : {
          good: "+",
          unknown: "?",
          error: "x",
          warning: "!",
          info: "i",
          bar: "|",
          caret: "^",
          dot: "-",
          ellipsis: "...",
          arrow: "->",
        },
  };
}

/** https://no-color.org: any value but the empty one. FORCE_COLOR as Node reads it: 0 and false say no. */
function wantsColor(environment: Record<string, string | undefined>, terminal: boolean): boolean {
  if (environment["NO_COLOR"]) return false;
  const force = environment["FORCE_COLOR"];
  if (force !== undefined) return force !== "0" && force !== "false";
  return terminal && environment["TERM"] !== "dumb";
}

/** The locale says so, or the system's terminals all can. */
function canUnicode(environment: Record<string, string | undefined>, platform: NodeJS.Platform): boolean {
  if (environment["TERM"] === "dumb" || environment["TERM"] === "linux") return false;
  if (platform === "win32") return Boolean(environment["WT_SESSION"] || environment["TERM_PROGRAM"]);
  const locale = environment["LC_ALL"] || environment["LC_CTYPE"] || environment["LANG"];
  return locale ? /utf-?8/i.test(locale) : platform === "darwin";
}
