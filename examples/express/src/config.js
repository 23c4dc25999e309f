// What this service needs to know: read once, when it starts.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

// By an absolute path: the .env of this folder is found from any working directory. The environment comes first.
const file = fileURLToPath(new URL("../.env", import.meta.url));
if (existsSync(file)) process.loadEnvFile(file);

const url = process.env.BETTER_AUTH_URL?.trim().replace(/\/+$/, "");
if (!url) {
  throw new Error(
    "BETTER_AUTH_URL is not set. Set it in .env (.env.example shows how), or in the environment.",
  );
}

/** The backend names itself as the issuer of its tokens and as those that they are for. */
export const config = {
  url,
  issuer: url,
  audience: url,
  jwksUrl: `${url}/api/auth/jwks`,
  port: Number(process.env.PORT || 8002),
  host: process.env.HOST || "127.0.0.1",
};
