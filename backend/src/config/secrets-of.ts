import type { AuthConfig } from "./auth-config.ts";

/** Every secret of the configuration, as it may turn up in a text: none of them is ever written. */
export function secretsOf({ secret, secrets, metricsToken, mail, social }: AuthConfig): string[] {
  const { password } = mail.way.by === "smtp" ? new URL(mail.way.url) : { password: "" };
  return [
    secret,
    ...(secrets ?? []).map(({ value }) => value),
    ...(metricsToken === null ? [] : [metricsToken]),
    password,
    decoded(password),
    ...Object.values(social).map(({ clientSecret }) => clientSecret),
  ];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
