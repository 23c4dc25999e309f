import { clientAddressHeader } from "./client-address.ts";

/** Characters of what a client calls itself; it is kept with each session. */
const longestName = 512;

/**
 * The request as Better Auth is given it: with the client's address in the header that it reads, and without the traces by
 * which it would take fetch of Node for a browser that hides its origin, and answer 403. A browser that sends Sec-Fetch-Mode
 * sends Sec-Fetch-Site too; Node sends the former alone. With a cookie Better Auth asks for an Origin all the same.
 */
export function toBetterAuth(request: Request, address: string): Request {
  const { url, method, signal, headers } = request;
  headers.set(clientAddressHeader, address);
  const name = headers.get("user-agent");
  if (name !== null && name.length > longestName) headers.set("user-agent", name.slice(0, longestName));
  if (!headers.has("origin") && !headers.has("sec-fetch-site")) headers.delete("sec-fetch-mode");
  // An empty stream would be a body without a type to Better Auth, which answers 415.
  const hasBody = headers.has("transfer-encoding") || Number(headers.get("content-length")) > 0;
  return hasBody || request.body === null ? request : new Request(url, { method, headers, signal });
}
