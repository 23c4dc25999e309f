import type { Facts } from "../facts.ts";
import type { SecretForm } from "../finding.ts";

/**
 * A command that is there to be typed: on Windows another one, that cmd and PowerShell both read, or none. A command of the one
 * system does nothing on the other, or harm: `mkdir -p` makes a folder `-p` there, `>>` of PowerShell 5 writes UTF-16.
 */
export function typed({ project }: Facts, posix: string, windows?: string): { command?: string } {
  const command = project.windows ? windows : posix;
  return command === undefined ? {} : { command };
}

/**
 * A command that prints a fresh secret. By Node, which is wherever surestart is, in words that sh, cmd and PowerShell read
 * alike: one pair of double quotes, and nothing between them that one of the three takes for itself.
 */
export function printsSecret({ generate, bytes = 32 }: SecretForm): string {
  return `node -p "${expression[generate](bytes)}"`;
}

const random = (bytes: number, encoding: "base64" | "base64url" | "hex"): string =>
  `require('crypto').randomBytes(${bytes}).toString('${encoding}')`;

/** As `makeSecret` makes them. */
const expression: Record<SecretForm["generate"], (bytes: number) => string> = {
  base64: (bytes) => random(bytes, "base64"),
  base64url: (bytes) => random(bytes, "base64url"),
  hex: (bytes) => random(bytes, "hex"),
  fernet: () => `${random(32, "base64url")}+'='`,
  versioned: (bytes) => `'1:'+${random(bytes, "base64url")}`,
};

/** A command that prints a private key in PEM, of the kind that is made most simply (Ed25519). */
export const printsPrivateKey: string =
  "node -p \"require('crypto').generateKeyPairSync('ed25519').privateKey.export({type:'pkcs8',format:'pem'})\"";
