import { fileURLToPath } from "node:url";

/** Where `npm run servers` puts the servers and runners that the second look is tried with. */
export const serversCache: string = fileURLToPath(
  new URL("../../../../../node_modules/.cache/surestart-servers/", import.meta.url),
);
