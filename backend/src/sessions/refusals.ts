import type { SurestartError } from "surestart/serve";
import { type Service, serviceRefused } from "../config/data-findings.ts";

/** What Redis refuses for good, as a finding; null for what may pass. Its errors begin with a word in capitals. */
export function redisRefusal(error: unknown, service: Service): SurestartError | null {
  const { code = "", message = "" } = (error ?? {}) as { code?: string; message?: string };
  if (/^(WRONGPASS|NOAUTH|NOPERM)\b|ERR (AUTH|invalid password)/.test(message)) {
    return serviceRefused(service, "authentication", message, error);
  }
  if (/^ERR (DB index|SELECT)/.test(message)) {
    return serviceRefused(service, "no-database", message, error);
  }
  if (/CERT|SIGNATURE|ERR_(TLS|SSL)/.test(code))
    return serviceRefused(service, "tls", message || code, error);
  return null;
}
