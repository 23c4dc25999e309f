import type { BetterAuthPlugin } from "better-auth";

/** Where passkeys are good. */
export interface PasskeyPlace {
  /** The host to which a browser binds them (WebAuthn's relying party id). */
  host: string;
  /** Where a page may use them. */
  origins: string[];
}

/**
 * Browsers bind a passkey to a host with a name, reached by TLS, or to localhost. Null: this backend has no such address.
 * `own`: origins at which it answers; the first one is its base URL.
 */
export function passkeyPlace(own: readonly string[]): PasskeyPlace | null {
  const urls = own.map((origin) => new URL(origin));
  const base = urls[0];
  if (base === undefined) return null;
  const loopback = /^(127(\.\d+){3}|\[::1\])$/.test(base.hostname);
  const host = loopback ? "localhost" : base.hostname;
  const usable = urls.filter(
    ({ hostname, protocol }) => hostname === host && (protocol === "https:" || host === "localhost"),
  );
  const isName = /^[a-z0-9-]+(\.[a-z0-9-]+)*$/i.test(host) && !/^[\d.]+$/.test(host);
  return isName && usable.length > 0 ? { host, origins: usable.map(({ origin }) => origin) } : null;
}

/**
 * The table of passkeys, as the plugin has it. The plugin itself brings a library as large as half of Better Auth, and is
 * loaded with the first request that needs it.
 */
export function passkeyTable(): BetterAuthPlugin {
  const text = { type: "string", required: true } as const;
  return {
    id: "passkey-table",
    schema: {
      passkey: {
        fields: {
          name: { type: "string", required: false },
          publicKey: text,
          userId: { ...text, references: { model: "user", field: "id" }, index: true },
          credentialID: { ...text, index: true },
          counter: { type: "number", required: true },
          deviceType: text,
          backedUp: { type: "boolean", required: true },
          transports: { type: "string", required: false },
          createdAt: { type: "date", required: false },
          aaguid: { type: "string", required: false },
        },
      },
    },
  };
}
