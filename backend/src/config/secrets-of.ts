import type { AuthConfig } from "./auth-config.ts";
import { passwordsIn } from "./passwords-in.ts";

/** Every secret of the configuration, as it may turn up in a text: none of them is ever written. */
export function secretsOf({ secret, secrets, metricsToken, data, mail, social }: AuthConfig): string[] {
  const { database, redisUrl } = data;
  const urls = [
    database.type === "postgres" ? database.url : "",
    redisUrl ?? "",
    mail.way.by === "smtp" ? mail.way.url : "",
  ];
  return [
    secret,
    ...(secrets ?? []).map(({ value }) => value),
    ...(metricsToken === null ? [] : [metricsToken]),
    ...urls.flatMap(passwordsIn),
    ...Object.values(social).map(({ clientSecret }) => clientSecret),
  ];
}
