import type { Crash, Variable } from "../../facts.ts";

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
    const form = read.usedAs ? byUse[read.usedAs] : undefined;
    if (form) return form;
  }
  const named = byName[variable.name];
  if (named) return named;
  if (!crash) return null;
  const form = Object.values(byUse).find((f) => f.says.test(crash.message));
  return form && lineUses(variable, crash) ? form : null;
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
  command: "python3 -c 'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())'",
};

const byUse: Record<string, Form> = {
  fernet,
  "aes-256-hex": {
    library: "AES-256",
    wants: "32 bytes in hex, 64 characters",
    suits: (v) => /^[0-9a-f]{64}$/i.test(v),
    says: /Invalid key length/i,
    command: "openssl rand -hex 32",
  },
  "aes-256-base64": {
    library: "AES-256",
    wants: "32 bytes in base64",
    suits: (v) => Buffer.from(v, "base64").length === 32,
    says: /Invalid key length/i,
    command: "openssl rand -base64 32",
  },
  "pem-private-key": {
    library: "the key reader",
    wants: "a private key in PEM, beginning with -----BEGIN",
    suits: (v) => v.includes("-----BEGIN"),
    says: /(PEM routines|DECODER routines|Unable to load PEM|Could not deserialize key)/i,
    command: "openssl genpkey -algorithm ed25519",
  },
};

/** Better Auth: `version:secret` pairs divided by commas (docs, "Secret rotation"). Laravel: `base64:` and 16 or 32 bytes. */
const byName: Record<string, Form> = {
  BETTER_AUTH_SECRETS: {
    library: "Better Auth",
    wants: "pairs such as 2:new,1:old",
    suits: (v) => v.split(",").every((p) => /^\s*\d+:\S+/.test(p)),
    says: /Invalid BETTER_AUTH_SECRETS/i,
    command: 'echo "1:$(openssl rand -base64 32)"',
  },
  APP_KEY: {
    library: "Laravel",
    wants: "base64: and 32 bytes in base64",
    suits: (v) => !/^[A-Za-z0-9+/]{43}=$/.test(v),
    says: /Unsupported cipher or incorrect key length/i,
    command: "php artisan key:generate",
  },
};
