import { tools } from "../known/_tools.ts";
import { slips } from "../near.ts";

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
  if (schemes.has(/^([a-z]+)\/\//i.exec(text)?.[1]?.toLowerCase() ?? ""))
    return "has no colon after its scheme";
  const port = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#\s]*@)?(?:\[[^\]\s]*\]|[^:/?#\s@,]+):(\d+)(?:[/?#]|$)/i.exec(
    text,
  )?.[1];
  return port !== undefined && Number(port) > 65_535
    ? `names port ${Number(port)}, and the highest is 65535`
    : null;
}

const schemes = new Set([...tools.flatMap(({ service }) => service?.schemes ?? []), "https", "ws", "wss"]);
const modes = ["production", "development", "test"];

/** But for letter case one or two letters are wrong, missing, too many or in each other's place; of a short word one. */
function isNear(a: string, b: string): boolean {
  const most = b.length > 6 ? 2 : 1;
  return a[0] === b[0] && slips(a, b, most) <= most;
}
