import { passkey } from "@better-auth/passkey";
import type { BetterAuthPlugin } from "better-auth";
import { APIError } from "better-auth/api";
import type { PasskeyPlace } from "./passkey-place.ts";

/** The routes of passkeys. A passkey signs in alone: it is two factors only if the device asked who is there. */
export function passkeyRoutes({ host, origins }: PasskeyPlace, appName: string): BetterAuthPlugin {
  return passkey({
    rpID: host,
    rpName: appName,
    origin: origins,
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    authentication: {
      afterVerification: async ({ verification }) => {
        if (verification.authenticationInfo.userVerified) return;
        throw new APIError("UNAUTHORIZED", {
          code: "USER_NOT_VERIFIED",
          message: "The device did not ask for a PIN, a finger or a face.",
        });
      },
    },
  });
}
