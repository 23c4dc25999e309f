// An exception's own line, and the levels with which loggers mark an error.
const signs: RegExp[] = [
  /^(?:[\w.]+\.)?[A-Z]\w*(?:Error|Exception)(?::|$)/,
  /^(?:Uncaught |Unhandled )/,
  /^(?:\S+\s+)?\[?(?:ERROR|CRITICAL|FATAL)\]?[\s:]/,
  /\[(?:ERROR|CRITICAL|FATAL)\]/,
  /"level":(?:50|60|"error"|"fatal")/,
];

/** Lines of a program's log that bear an error; at most `most`, the first ones. */
export function errorLines(lines: readonly string[], most = 20): string[] {
  const found = lines.filter((line) => signs.some((sign) => sign.test(line)));
  return found.slice(0, most);
}
