import { errors, jwtVerify } from "jose";
import { backendKeys, KeysUnreachable } from "./backend-keys.js";
import { config } from "./config.js";

const keys = backendKeys(config.jwksUrl);

/** Sets `request.user` by the token of the backend; 401 when there is none, 503 when the backend's keys could not be fetched. */
export async function signedIn(request, response, next) {
  const token = /^Bearer +(\S+)$/i.exec(request.get("authorization") ?? "")?.[1];
  if (token === undefined) {
    return unauthorized(response, "a token is needed: GET /api/auth/token of the backend gives one");
  }
  try {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ["ES256"],
      issuer: config.issuer,
      audience: config.audience,
      requiredClaims: ["exp", "sub"],
    });
    const { sub: id, email, name } = payload;
    if (![id, email, name].every((claim) => typeof claim === "string")) {
      return unauthorized(response, "the token does not say who it is for: sub, email and name are needed");
    }
    request.user = { id, email, name };
  } catch (error) {
    if (error instanceof KeysUnreachable) {
      const detail = `the keys of ${config.url} could not be fetched: is the backend running there?`;
      return response.status(503).set("retry-after", "1").json({ detail });
    }
    if (!(error instanceof errors.JOSEError || error instanceof TypeError)) throw error;
    return unauthorized(response, `the token is not valid here: ${error.message}`);
  }
  next();
}

function unauthorized(response, detail) {
  response.status(401).set("www-authenticate", "Bearer").json({ detail });
}
