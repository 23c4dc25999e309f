import type { SurestartError } from "surestart/serve";
import { type Service, serviceRefused } from "../../config/data-findings.ts";

/** What PostgreSQL refuses for good, as a finding; null for what may pass, and for what is no refusal of its. */
export function postgresRefusal(error: unknown, service: Service): SurestartError | null {
  const { code = "", message = "", syscall } = (error ?? {}) as Record<string, string | undefined>;
  if (/^28/.test(code)) return serviceRefused(service, "authentication", message, error);
  if (code === "3D000") return serviceRefused(service, "no-database", message, error);
  if (code === "42501") return serviceRefused(service, "permission", message, error);
  if (/CERT|SIGNATURE|ERR_TLS/.test(code) || /does not support SSL|SSL\/TLS required/i.test(message)) {
    return serviceRefused(service, "tls", message, error);
  }
  // A certificate that the URL names is read for each connection.
  if (syscall === "open" || syscall === "read") return serviceRefused(service, "tls", message, error);
  // SCRAM needs a password; without one pg itself refuses.
  if (/client password must be a string/.test(message)) {
    return serviceRefused(service, "authentication", "it wants a password, and the URL has none", error);
  }
  return null;
}
