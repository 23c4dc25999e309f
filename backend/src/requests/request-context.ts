import { AsyncLocalStorage } from "node:async_hooks";

/** unavailable: it may work again in a moment. broken: somebody has to look. */
export type Fault = "unavailable" | "broken";

/** What is known of the request that is being answered; every line of the log that is written meanwhile has its id. */
export interface RequestContext {
  requestId: string;
  /** The client's address. */
  client: string;
  /** Whose session it ended: the one fact that is gone once a sign-out is answered. */
  signedOut?: string;
  /** What kept the database from doing its part: then no answer is the client's fault. */
  fault?: Fault;
  /** In the words of the database, for the log: Better Auth has its own for it ("Failed to get session"). */
  faultText?: string;
  /** A password that was hashed before the transaction that stores it. */
  hashed?: { password: string; hash: string };
}

const current = new AsyncLocalStorage<RequestContext>();

export function duringRequest<T>(context: RequestContext, work: () => T): T {
  return current.run(context, work);
}

/** Of the request that is being answered; undefined when none is. */
export const requestContext = (): RequestContext | undefined => current.getStore();
