/** A line of output without what a runner of several programs puts in front of it. */
export interface LabelledLine {
  /** The program that said it: `api`, `web.1`, `server:start`; null where the line has no label. */
  label: string | null;
  text: string;
}

// concurrently and npm-run-all: `[api] `, `[0] `, padded to one width.
const bracket = /^\[([\w@./:#-]+) *\] ?/;
// Procfile runners, docker compose and pm2: `18:05:01 web.1  | `, `web | `, `0|api  | `.
const bar = /^(?:\d\d:\d\d:\d\d )?((?:\d+\|)?(?=[\w./:-]*[A-Za-z])[\w@./:-]+) +\| ?/;
// turbo: `server:start: `, `@scope/server:start: `; lerna and pnpm: `@scope/server: `, `apps/api dev: `. What Go's logger puts in front is a date.
const colon =
  /^(?!\d{4}\/\d\d\/\d\d )(@?[\w.-]+(?:\/[\w.-]+)?(?:[:#][A-Za-z][\w.-]*)+|@[\w.-]+\/[\w.-]+|(?:[\w@.-]+\/)+[\w@.-]+ [\w:-]+): ?/;
// What looks like a label and is the level of a log, or the name of an error.
const noLabel =
  /^(?:trace|debug|info|notice|warn(?:ing)?|err(?:or)?|fatal|critical|\w*(?:error|exception)|node:.*)$/i;

/** Takes the label off a line: `[api] `, `web.1  | `, `server:start: `. */
export function unlabel(line: string): LabelledLine {
  for (const pattern of [bracket, bar, colon]) {
    const match = pattern.exec(line);
    if (match && !noLabel.test(match[1]!)) return { label: match[1]!, text: line.slice(match[0].length) };
  }
  return { label: null, text: line };
}

/**
 * The lines without labels. Where several programs speak, the lines of each stand together, so that an error is not cut by the
 * lines of another: in the order in which they spoke last, `last` after all.
 */
export function withoutLabels(lines: readonly string[], last: string | null = null): string[] {
  const all = lines.map(unlabel);
  const labels = new Set(all.map(({ label }) => label));
  // One label is no runner's: `[7] `, `[app] ` of a log. Neither are labels that the lines of a stack lack.
  const few = labels.size - (labels.has(null) ? 1 : 0) < 2;
  const byLogger = all.some(({ label, text }) => label === null && /^\s+\S/.test(text));
  if ((few || byLogger) && last === null) return all.map(({ text }) => text);
  const groups = new Map<string | null, string[]>();
  for (const { label, text } of all) {
    const lines = groups.get(label) ?? [];
    groups.delete(label);
    groups.set(label, [...lines, text]);
  }
  const failed = last === null ? undefined : groups.get(last);
  if (failed) {
    groups.delete(last);
    groups.set(last, failed);
  }
  return [...groups.values()].flat();
}
