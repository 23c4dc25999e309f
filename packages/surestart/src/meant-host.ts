/**
 * The host that is meant where a piece of a URL is given in its place: `[::1]`, `http://127.0.0.1`, `localhost:3000`,
 * `0.0.0.0/`. What listens takes none of these for an address, and asks the resolver for a name that nobody has. null: the text
 * may be a host.
 */
export function meantHost(text: string): string | null {
  const [, bracketed, plain] =
    /^(?:(?:https?|wss?|tcp):\/\/)?(?:\[([\da-f:.]+(?:%[\w.]+)?)\]|([^\s:/[\]]+))(?::\d+)?(?:\/\S*)?$/i.exec(
      text.trim(),
    ) ?? [];
  const host = bracketed ?? plain;
  return host === undefined || host === text ? null : host;
}
