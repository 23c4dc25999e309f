/**
 * The header from which Better Auth takes a client's address for its rate limit. Without one it has a single count for all
 * clients together, and three sign-ins in ten seconds lock the world out. Ours is written over what a client sent.
 */
export const clientAddressHeader = "x-client-ip";

/**
 * The address of the client: that of the socket, or, after `proxies` proxies, the one that the outermost of them saw. What
 * is further left in X-Forwarded-For the client has written itself.
 */
export function clientAddress(
  socketAddress: string | undefined,
  forwardedFor: string | null,
  proxies: number,
): string {
  const chain = [...(forwardedFor ?? "").split(",").map((part) => part.trim()), socketAddress ?? ""].filter(
    Boolean,
  );
  return chain[Math.max(0, chain.length - 1 - proxies)] ?? "unknown";
}
