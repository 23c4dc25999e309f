import { clientAddressHeader } from "./client-address.ts";

/**
 * The request as Better Auth is given it: with the client's address in the header that it reads, and without the traces by
 * which it would take fetch of Node for a browser that hides its origin, and answer 403. A browser that sends Sec-Fetch-Mode
 * sends Sec-Fetch-Site too; Node sends the former alone. With a cookie Better Auth asks for an Origin all the same.
 */
export function toBetterAuth(request: Request, address: string): Request {
  const { url, method, signal, headers } = request;
  headers.set(clientAddressHeader, address);
  if (!headers.has("origin") && !headers.has("sec-fetch-site")) headers.delete("sec-fetch-mode");
  // An empty stream would be a body without a type to Better Auth, which answers 415.
  const hasBody = headers.has("transfer-encoding") || Number(headers.get("content-length")) > 0;
  return hasBody || request.body === null ? request : new Request(url, { method, headers, signal });
}
