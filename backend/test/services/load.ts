import { Agent, get } from "node:http";

export interface Load {
  /** Requests that were answered 200. */
  answered: number;
  /** Everything else: another status, or why there was no answer. */
  lost: string[];
}

/** So many clients ask again and again, each over a connection that it keeps, until `stop`. */
export function startLoad(
  url: string,
  clients: number,
  headers: Record<string, string>,
): () => Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const load: Load = { answered: 0, lost: [] };
  let stopped = false;
  const client = async (): Promise<void> => {
    while (!stopped) {
      const outcome = await statusOf(url, headers, agent);
      if (outcome === "200") load.answered++;
      else load.lost.push(outcome);
    }
  };
  const all = Promise.all(Array.from({ length: clients }, client));
  return async () => {
    stopped = true;
    await all;
    agent.destroy();
    return load;
  };
}

/** The status once the whole answer is there, or what went wrong. Node repeats nothing by itself. */
function statusOf(url: string, headers: Record<string, string>, agent: Agent): Promise<string> {
  return new Promise((resolve) => {
    const request = get(url, { agent, headers, timeout: 10_000 }, (response) => {
      response.once("error", (error) => resolve(`cut off: ${error.message}`));
      response.once("end", () => resolve(String(response.statusCode)));
      response.resume();
    });
    request.once("timeout", () => request.destroy(new Error("no answer within 10 s")));
    request.once("error", (error) => resolve(error.message));
  });
}
