import type { Crash, SourceRead, Variable } from "../../facts.ts";
import { printsPrivateKey, printsSecret } from "../_typed.ts";

/** The form in which a library wants its secret. */
export interface Form {
  library: string;
  wants: string;
  suits: (value: string) => boolean;
  /** The library's own sentence when it refuses. */
  says: RegExp;
  command: string;
}

/** The form that counts for a variable: by the library it is handed to, by its name, or by the library's own error. */
export function formOf(variable: Variable, crash: Crash | null): Form | null {
  for (const read of variable.reads) {
    // What the code decodes first is PEM only then.
    if (read.usedAs === "pem-private-key" && read.decodedFrom) continue;
    const form = read.usedAs ? (byUse[read.usedAs] ?? aesOf(read)) : undefined;
    if (form && read.edited && read.usedAs !== "pem-private-key") continue;
    if (form) return read.edited ? afterEdits(form) : form;
  }
  const named = byName[variable.name];
  if (named) return named;
  if (!crash) return null;
  const form = Object.values(byUse).find((f) => f.says.test(crash.message));
  return form && lineUses(variable, crash) ? form : null;
}

/** A library is handed it as a key of a form of its own, whatever its name says. */
export function hasForm({ reads }: Variable): boolean {
  return reads.some(({ usedAs }) => usedAs !== undefined && Object.hasOwn(byUse, usedAs));
}

/** What the code replaces is mostly `\n` by a line end: it makes no PEM of a text that has none of its marks. */
function afterEdits(form: Form): Form {
  return { ...form, suits: (v) => form.suits(v) || v.includes("-----BEGIN") };
}

/** The key of an AES cipher: as many bytes as its name says bits, as text or decoded from it. */
function aesOf({ usedAs, decodedFrom }: SourceRead): Form | undefined {
  const bits = Number(/^aes-(\d+)$/.exec(usedAs ?? "")?.[1]);
  if (!bits) return undefined;
  const bytes = bits / 8;
  const says = /Invalid key length/i;
  const library = `AES-${bits}`;
  if (decodedFrom === "hex")
    return {
      library,
      wants: `${bytes} bytes in hex, ${2 * bytes} characters`,
      suits: (v) => Buffer.from(v, "hex").length === bytes,
      says,
      command: printsSecret({ generate: "hex", bytes }),
    };
  if (decodedFrom)
    return {
      library,
      wants: `${bytes} bytes in ${decodedFrom}`,
      suits: (v) => Buffer.from(v, decodedFrom).length === bytes,
      says,
      command: printsSecret({ generate: decodedFrom, bytes }),
    };
  return {
    library,
    wants: `a text of ${bytes} bytes`,
    suits: (v) => Buffer.byteLength(v) === bytes,
    says,
    command: printsSecret({ generate: "hex", bytes: bytes / 2 }),
  };
}

function lineUses(variable: Variable, crash: Crash): boolean {
  return variable.reads.some((r) =>
    crash.frames.some(
      (f) =>
        f.own &&
        (f.file === r.at.file || (r.assignedTo !== undefined && (f.text ?? "").includes(r.assignedTo))),
    ),
  );
}

const fernet: Form = {
  library: "Fernet",
  wants: "32 bytes in url-safe base64, 44 characters",
  suits: (v) =>
    /^[A-Za-z0-9_-]{43}=$/.test(v) ||
    (/^[A-Za-z0-9+/_-]{43}=$/.test(v) && Buffer.from(v, "base64").length === 32),
  says: /Fernet key must be 32/i,
  command: printsSecret({ generate: "fernet" }),
};

/** Keys of the web's push services: bytes in url-safe base64 without its equals signs (vapid-helper.js of web-push). */
const vapid = (bytes: number): Form => ({
  library: "web-push",
  wants: `${bytes} bytes in url-safe base64, as npx web-push generate-vapid-keys prints them`,
  suits: (v) => /^[\w-]+$/.test(v) && Buffer.from(v, "base64url").length === bytes,
  says: /Vapid (?:public|private) key (?:must be|should be)/i,
  command: "npx web-push generate-vapid-keys",
});

const byUse: Record<string, Form> = {
  fernet,
  "vapid-public-key": vapid(65),
  "vapid-private-key": vapid(32),
  "aes-python": {
    library: "AES",
    wants: "16, 24 or 32 bytes, after the code has decoded it",
    suits: (v) => {
      const lengths = /^[0-9a-f]+$/i.test(v)
        ? [v.length / 2, v.length]
        : [Buffer.from(v, "base64").length, v.endsWith("=") ? 0 : v.length];
      return lengths.some((n) => n === 16 || n === 24 || n === 32);
    },
    says: /AESGCM key must be|Invalid key size \(\d+\) for AES|Incorrect AES key length/,
    command: printsSecret({ generate: "base64" }),
  },
  "pem-private-key": {
    library: "the key reader",
    wants: "a key in PEM, beginning with -----BEGIN, with real line breaks",
    suits: (v) => /-----BEGIN [A-Z ]+-----\r?\n/.test(v),
    says: /(PEM routines|DECODER routines|Unable to load PEM|Could not deserialize key)/i,
    command: printsPrivateKey,
  },
};

/** Better Auth: `version:secret` pairs divided by commas (docs, "Secret rotation"). Laravel: `base64:` and 16 or 32 bytes. */
const byName: Record<string, Form> = {
  BETTER_AUTH_SECRETS: {
    library: "Better Auth",
    wants: "pairs such as 2:new,1:old",
    suits: (v) => v.split(",").every((p) => /^\s*\d+:\S+/.test(p)),
    says: /Invalid BETTER_AUTH_SECRETS/i,
    command: printsSecret({ generate: "better-auth-secrets" }),
  },
  APP_KEY: {
    library: "Laravel",
    wants: "base64: and 32 bytes in base64",
    suits: (v) => !/^[A-Za-z0-9+/]{43}=$/.test(v),
    says: /Unsupported cipher or incorrect key length/i,
    command: "php artisan key:generate",
  },
};
