import { tools } from "./_all.ts";
import type { SecretShape, Use } from "./_uses.ts";

/** A signature of RFC 7518, section 3.2: its key has as many bytes as its hash. */
const signature = (bits: number): Use => ({
  anyText: true,
  least: { length: bits / 8, unit: "bytes", by: `HS${bits} (RFC 7518)` },
});

/** Uses that several tools have, and none has defined. */
const shared: Readonly<Record<string, Use>> = {
  session: { anyText: true },
  hmac: { anyText: true },
  "jwt-hs256": signature(256),
  "jwt-hs384": signature(384),
  "jwt-hs512": signature(512),
  "pem-private-key": {
    form: {
      library: "the key reader",
      wants: "a key in PEM, beginning with -----BEGIN, with real line breaks",
      suits: (value) => /-----BEGIN [A-Z ]+-----\r?\n/.test(value),
      says: /(PEM routines|DECODER routines|Unable to load PEM|Could not deserialize key)/i,
      make: "private key",
      lines: true,
    },
  },
};

/** All uses, by their words. */
export const uses: ReadonlyMap<string, Use> = new Map(
  [...tools.map((tool) => tool.uses ?? {}), shared].flatMap((some) => Object.entries(some)),
);

/** What is known of the use of a value. */
export function useOf(word: string | undefined): Use | undefined {
  return word === undefined ? undefined : uses.get(word);
}

/** The form of a secret that a tool reads by itself. */
export function shapeOf(variable: string): SecretShape | undefined {
  return tools.find(({ secrets }) => secrets && Object.hasOwn(secrets, variable))?.secrets?.[variable];
}
