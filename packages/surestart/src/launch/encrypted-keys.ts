import { resolve } from "node:path";
import { readText, startOf } from "../files.ts";
import { relativeTo } from "../folders.ts";

/** PKCS#8, and the older form of OpenSSL, whose second line says it (RFC 7468, RFC 1421). */
const encrypted = /-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m;
// A file may hold the certificate in front of the key.
const longest = 64 * 1024;

/**
 * Files with a private key that cannot be read without its pass phrase, relative to `dir`.
 *
 * @param question.words the command's, and values of variables: one may be the name of such a file
 * @param question.sources files of the project whose quoted texts may name one
 */
export function encryptedKeys(question: {
  dir: string;
  cwd: string;
  words: readonly string[];
  sources: readonly string[];
}): string[] {
  const { dir, cwd, words, sources } = question;
  const quoted = sources.flatMap((file) =>
    [...(readText(resolve(dir, file)) ?? "").matchAll(/(["'`])([^"'`\n]{1,200})\1/g)].map(
      ([, , text = ""]) => text,
    ),
  );
  const paths = [...words.map((word) => word.replace(/^--?[\w-]+=/, "")), ...quoted].filter((text) =>
    /^[\w./~ +-]+\.(?:pem|key|crt|p8)$/i.test(text),
  );
  const files = new Set(paths.map((path) => resolve(cwd, path)));
  return [...files]
    .filter((file) => encrypted.test(startOf(file, longest)))
    .map((file) => relativeTo(dir, file));
}
