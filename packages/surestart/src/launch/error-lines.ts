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

/** Lines of a program's log that have an error; at most `most`, the first ones. */
export function errorLines(lines: readonly string[], most = 20): string[] {
  const found = lines.filter(
    (line, i) =>
      signs.some((sign) => sign.test(line)) ||
      // The bare word is an error of Node where its stack follows.
      (/^Error(?: \[\w+\])?: /.test(line) && /^ {4}at /.test(lines[i + 1] ?? "")),
  );
  return found.slice(0, most);
}
