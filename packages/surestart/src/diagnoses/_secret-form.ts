import type { SourceRead, Variable } from "../facts.ts";
import type { Change, SecretForm } from "../finding.ts";
import { useOf } from "../known/_find-uses.ts";
import { isSecretName } from "../secret-name.ts";

/**
 * The form in which a secret is generated, by the library that it is handed to; null where the form is not known, because
 * a value is made only where the name and the library say that any random one will do.
 */
export function secretForm({ name, reads }: Variable): SecretForm | null {
  // A URL with a password is a secret by its value: which place it names only its owner knows.
  if (!isSecretName(name)) return null;
  const uses = reads.map((r) => r.usedAs).filter((u) => u !== undefined);
  const known = uses.map((use) => useOf(use)?.generate).find((form) => form !== undefined);
  if (known) return known;
  if (
    uses.some((use) => aesBits(use) === null && !useOf(use)?.anyText) ||
    reads.some((r) => (r.as !== undefined && r.as !== "bytes") || r.choices)
  )
    return null;
  // A KEY without any other word may open a door that others have locked.
  if (/^KEYS?$/i.test(name) || madeByTools.test(name)) return null;
  if (uses.length === 0 && issuedName.test(name) && !ownName.test(name)) return null;
  return textForm(name, reads);
}

const issuedName =
  /(PASS(WORD|WD)?$|API_?KEY|ACCESS_KEY|CLIENT_SECRET|TOKEN|_URL$|DSN$|CREDENTIALS?$|WEBHOOK|STRIPE|OPENAI|AWS|GITHUB|GOOGLE|SLACK|TWILIO|SENDGRID|SMTP|HUGGING_?FACE|GROQ|GEMINI|ANTHROPIC|MISTRAL|MAILGUN|POSTMARK|RESEND|PAYPAL|RAZORPAY|ALGOLIA|PUSHER|CLOUDINARY|MAPBOX|SENTRY)/i;
const ownName =
  /(SESSION|COOKIE|CSRF|JWT|SIGN(ING|ATURE)?|AUTH|HASH|SALT|PEPPER|ENCRYPT(ION)?|INTERNAL|APP)_?(SECRET|KEY|TOKEN)?|TOKEN_KEY/i;
/** Keys that consist of more than chance. */
const madeByTools = /PRIVATE|PEM|CERT|RSA|ECDSA|ED25519|JWKS?(?:_|$)|VAPID|SSH/i;

/** As long as the code demands; where a cipher takes it, as many bytes as its key has. */
function textForm(name: string, reads: readonly SourceRead[]): SecretForm {
  const bits = reads.map((r) => aesBits(r.usedAs)).find((b) => b !== null);
  const decoded = reads.find((r) => r.decodedFrom)?.decodedFrom;
  const bytes = bits ? bits / 8 : 32;
  if (decoded) return { generate: decoded, bytes };
  if (bits) return { generate: "hex", bytes: bytes / 2 };
  const least = Math.max(0, ...reads.map((r) => r.minLength ?? 0));
  // 24 bytes are 32 characters: the length of an AES-256 key that is taken as text.
  const enough = /ENCRYPT|CIPHER|CRYPTO|AES/i.test(name) ? 24 : 32;
  return { generate: "base64url", bytes: Math.max(enough, Math.ceil((least * 3) / 4)) };
}

/** The bits of the key of an AES cipher (`aes-256`). */
export function aesBits(use: string | undefined): number | null {
  const bits = /^aes-(\d+)$/.exec(use ?? "")?.[1];
  return bits === undefined ? null : Number(bits);
}

/** The change that gives a key a freshly generated value in a file. */
export function generateIn(file: string, key: string, form: SecretForm, line?: number): Change {
  return line === undefined
    ? { do: "env-set", file, key, value: form }
    : { do: "env-set", file, key, value: form, line };
}
