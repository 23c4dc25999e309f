/** The passwords of a URL, as they are written and decoded; also of a URL that nobody can read. */
export function passwordsIn(url: string): string[] {
  const before = /^[^:]+:\/\/[^:/?#@]*:(.+)@/s.exec(url)?.[1];
  const named = [...url.matchAll(/[?&]password=([^&#]+)/g)].map(([, value]) => value);
  return [before, ...named].flatMap((password) =>
    password === undefined ? [] : [password, decoded(password)],
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
