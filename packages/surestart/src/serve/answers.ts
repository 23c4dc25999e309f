import type { Server, ServerResponse } from "node:http";

/** The answers that are not given yet. */
export interface OpenAnswers {
  /** From now on each answer closes its connection, so that its client connects again, and to somebody else. */
  closeEach(): void;
}

/** So many are kept before those that were given are looked for: a listener for each would cost more than all else here. */
const few = 128;

/** Only for the requests that come from now on; its listener is the first, since a later one may answer at once. */
export function openAnswers(server: Server): OpenAnswers {
  const open = new Set<ServerResponse>();
  let closing = false;
  let most = few;
  server.prependListener("request", (_request, response: ServerResponse) => {
    if (closing) {
      response.shouldKeepAlive = false;
      return;
    }
    open.add(response);
    if (open.size < most) return;
    for (const one of open) if (one.closed) open.delete(one);
    most = open.size + few;
  });
  return {
    closeEach() {
      closing = true;
      for (const response of open) response.shouldKeepAlive = false;
    },
  };
}
