/**
 * `surestart/ports`: who holds a port, a port that no other run is given, and taking one over safely. Needs no dependency.
 */
export { type Claim, type ClaimOptions, claimPort, type Unavailable } from "./ports/claim.ts";
export { listeners, whoHolds } from "./ports/holders.ts";
export { type Taken, type TakeOptions, takePort } from "./ports/take.ts";
