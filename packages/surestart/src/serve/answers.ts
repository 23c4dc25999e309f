import type { Server, ServerResponse } from "node:http";

/** The answers that are not given yet. */
export interface OpenAnswers {
  /** From now on each answer closes its connection, so that its client connects anew, and to somebody else. */
  closeEach(): void;
}

/** Only for the requests that come from now on; its listener is the first, since a later one may answer at once. */
export function openAnswers(server: Server): OpenAnswers {
  const open = new Set<ServerResponse>();
  let closing = false;
  server.prependListener("request", (_request, response: ServerResponse) => {
    if (closing) response.shouldKeepAlive = false;
    else {
      open.add(response);
      response.once("close", () => open.delete(response));
    }
  });
  return {
    closeEach() {
      closing = true;
      for (const response of open) response.shouldKeepAlive = false;
    },
  };
}
