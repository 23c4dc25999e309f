import manifest from "surestart/package.json" with { type: "json" };

/** The version of this copy of surestart, from its package.json. */
export const version: string = manifest.version;
