import type { Place } from "surestart/serve";
import { refusal } from "./data-findings.ts";

/** Services that vouch for a person: Better Auth's name for each, and how people call it. */
export const socialProviders = { github: "GitHub", google: "Google" } as const;

export type SocialProvider = keyof typeof socialProviders;

export type SocialConfig = Partial<Record<SocialProvider, { clientId: string; clientSecret: string }>>;

export interface SocialVariables {
  GITHUB_CLIENT_ID?: string | undefined;
  GITHUB_CLIENT_SECRET?: string | undefined;
  GOOGLE_CLIENT_ID?: string | undefined;
  GOOGLE_CLIENT_SECRET?: string | undefined;
}

/** @throws {SurestartError} half a pair: whoever set it wants people to sign in so, and none could */
export function socialConfig(
  env: SocialVariables,
  placeOf: (name: string) => Place | undefined,
): SocialConfig {
  const pairs = {
    github: [env.GITHUB_CLIENT_ID, env.GITHUB_CLIENT_SECRET],
    google: [env.GOOGLE_CLIENT_ID, env.GOOGLE_CLIENT_SECRET],
  } as const;
  const config: SocialConfig = {};
  for (const provider of Object.keys(pairs) as SocialProvider[]) {
    const [clientId, clientSecret] = pairs[provider];
    if (clientId !== undefined && clientSecret !== undefined) config[provider] = { clientId, clientSecret };
    else if (clientId !== undefined || clientSecret !== undefined) {
      throw halfAPair(provider, clientId === undefined ? "ID" : "SECRET", placeOf);
    }
  }
  return config;
}

function halfAPair(
  provider: SocialProvider,
  missing: "ID" | "SECRET",
  placeOf: (name: string) => Place | undefined,
) {
  const name = (end: "ID" | "SECRET"): string => `${provider.toUpperCase()}_CLIENT_${end}`;
  const given = name(missing === "ID" ? "SECRET" : "ID");
  return refusal({
    code: "env/missing-variable",
    title: `${given} is set, but ${name(missing)} is not`,
    detail: `${socialProviders[provider]} issues both together, and sign-in with ${socialProviders[provider]} needs both.`,
    ways: [
      `Set ${name(missing)} to what ${socialProviders[provider]} shows for this application`,
      `Unset ${given} to do without ${socialProviders[provider]}`,
    ],
    at: placeOf(given),
  });
}
