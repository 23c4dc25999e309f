/**
 * What is odd about a value by the name of its variable alone, in words that go on "…, and its value "; null: nothing. Only what
 * cannot have been meant: a scheme without its colon, a port that no machine has, a mode that is one or two letters from one
 * of the three that every tool knows.
 */
export function oddFor(name: string, value: string): string | null {
  const text = value.trim();
  if (name === "NODE_ENV") {
    const near = modes.find((mode) => mode !== text && isNear(text.toLowerCase(), mode));
    return near === undefined ? null : `is similar to ${near}, but different`;
  }
  if (!/(?:^|_)(?:URL|URI|DSN)$/.test(name)) return null;
  if (/^(?:https?|wss?|postgres(?:ql)?|mysql|rediss?|amqps?|mongodb|nats|smtps?)\/\//i.test(text))
    return "has no colon after its scheme";
  const port = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#\s]*@)?(?:\[[^\]\s]*\]|[^:/?#\s@,]+):(\d+)(?:[/?#]|$)/i.exec(
    text,
  )?.[1];
  return port !== undefined && Number(port) > 65_535
    ? `names port ${Number(port)}, and the highest is 65535`
    : null;
}

const modes = ["production", "development", "test"];

/** But for letter case one or two letters are wrong, missing, too many or in each other's place; of a short word one. */
function isNear(a: string, b: string): boolean {
  const most = b.length > 6 ? 2 : 1;
  if (a[0] !== b[0] || Math.abs(a.length - b.length) > most) return false;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, before[j - 2]! + 1);
      next.push(least);
    }
    before = row;
    row = next;
  }
  const distance = row[b.length]!;
  return distance <= most;
}
