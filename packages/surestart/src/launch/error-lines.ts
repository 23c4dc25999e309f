// An exception's own line, and the levels with which loggers mark an error.
const signs: RegExp[] = [
  /^(?:[\w.]+\.)?[A-Z]\w*(?:Error|Exception)(?::|$)/,
  /^(?:Uncaught |Unhandled )/,
  // console.error(error): an error without a stack is in brackets.
  /^\[(?:[\w.]+\.)?\w*(?:Error|Exception)(?: \[\w+\])?: /,
  /^(?:\S+\s+)?\[?(?:ERROR|CRITICAL|FATAL)\]?[\s:]/,
  /\[(?:ERROR|CRITICAL|FATAL)\]/,
  /"level":(?:50|60|"error"|"fatal")/,
];

/** A program that logs errors all the time says the same in more of them. */
const most = 20;

/** Lines of a program's log that have an error; of many the first ones. */
export function errorLines(lines: readonly string[]): string[] {
  const found = lines.filter(
    (line, i) =>
      signs.some((sign) => sign.test(line)) ||
      // The bare word is an error of Node where its stack follows.
      (/^Error(?: \[\w+\])?: /.test(line) && /^ {4}at /.test(lines[i + 1] ?? "")),
  );
  return found.slice(0, most);
}
