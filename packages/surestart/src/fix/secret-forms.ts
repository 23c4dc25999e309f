import { randomBytes } from "node:crypto";
import type { SecretForm } from "../finding.ts";

/**
 * A fresh secret from the system's random source, in the form that its library takes. None has a character that a dialect
 * of .env, a shell or a URL reads as anything but itself, but `=` at the end and the `:` and `/` that some forms demand.
 */
export function makeSecret({ generate, bytes = 32 }: SecretForm): string {
  switch (generate) {
    case "base64url":
      return randomBytes(bytes).toString("base64url");
    case "base64":
      return randomBytes(bytes).toString("base64");
    case "hex":
      return randomBytes(bytes).toString("hex");
    // https://cryptography.io/en/latest/fernet/: 32 bytes, url-safe base64 with padding.
    case "fernet":
      return base64url(randomBytes(32));
    // Better Auth's list of versioned secrets, newest first.
    case "versioned":
      return `1:${randomBytes(bytes).toString("base64url")}`;
  }
}

function base64url(bytes: Buffer): string {
  return bytes.toString("base64").replaceAll("+", "-").replaceAll("/", "_");
}
