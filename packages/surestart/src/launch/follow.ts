import { managers } from "../known/_find.ts";
import { isOwnHost } from "./own-host.ts";

/** A variable whose URL named the wanted port of this program, and its value for the port in use. */
export interface Followed {
  name: string;
  value: string;
}

const url = /\b(https?|wss?):\/\/(\[[0-9a-f:]+\]|[^\s/:,;"'@?#]+):(\d{1,5})(?![\d])/gi;
// A proxy is another program by its meaning, and npm's own settings are no variables of the service; what Bun hands to a browser
// (BUN_PUBLIC_…) is one.
const foreign = (name: string): boolean =>
  /_PROXY$/i.test(name) ||
  (!/^[a-z]+_PUBLIC_/i.test(name) && managers().includes(/^([a-z]+)_/i.exec(name)?.[1]?.toLowerCase() ?? ""));

/**
 * Variables of this program whose URL names its own wanted port on this machine (`http://localhost:8000`): with the port in
 * use in its place. Several URLs in one value all follow; everything else of the value stays.
 */
export function followPort(
  variables: Readonly<Record<string, string | undefined>>,
  wanted: number,
  used: number,
): Followed[] {
  if (wanted === used) return [];
  const followed: Followed[] = [];
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined || !value.includes(`:${wanted}`) || foreign(name)) continue;
    const now = value.replace(url, (whole, scheme: string, host: string, port: string) =>
      Number(port) === wanted && isOwnHost(host) ? `${scheme}://${host}:${used}` : whole,
    );
    if (now !== value) followed.push({ name, value: now });
  }
  return followed;
}
