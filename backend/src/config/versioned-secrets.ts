import type { Place } from "surestart/serve";
import { invalidSecrets } from "./findings.ts";

export interface VersionedSecret {
  version: number;
  value: string;
}

/**
 * Reads "2:new,1:old" as Better Auth does; its own errors come too late, and those of older versions show the secret.
 * @throws {SurestartError} secret/malformed, with the position of the entry and nothing else of it
 */
export function versionedSecrets(text: string, at?: Place): VersionedSecret[] {
  const secrets: VersionedSecret[] = [];
  for (const [index, entry] of text.split(",").entries()) {
    const [, version, value] = /^\s*(\d+):\s*(\S.*?)\s*$/.exec(entry) ?? [];
    const known = secrets.some((secret) => secret.version === Number(version));
    if (version === undefined || value === undefined || known) throw invalidSecrets(index + 1, at);
    secrets.push({ version: Number(version), value });
  }
  return secrets;
}
