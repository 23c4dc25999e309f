const levels = ['error', 'warn', 'info', 'debug'];

export function createLogger(level) {
  if (!levels.includes(level)) throw new RangeError(`unknown log level, use one of ${levels.join(', ')}`);
  const most = levels.indexOf(level);
  return Object.fromEntries(levels.map((name, i) => [name, (...words) => i <= most && console.error(name, ...words)]));
}
