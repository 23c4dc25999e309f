import { defineTool } from "./_define.ts";
import type { Use } from "./_uses.ts";

const calls = ["web-push.setVapidDetails", "web-push.default.setVapidDetails"];

/** https://github.com/web-push-libs/web-push: it throws for a subject that is no URL and for keys of another length. */
/** Bytes in url-safe base64 without its equals signs (its vapid-helper.js). */
const key = (bytes: number): Use => ({
  form: {
    library: "web-push",
    wants: `${bytes} bytes in url-safe base64, as npx web-push generate-vapid-keys prints them`,
    suits: (value) => /^[\w-]+$/.test(value) && Buffer.from(value, "base64url").length === bytes,
    says: /Vapid (?:public|private) key (?:must be|should be)/i,
    make: { command: "npx web-push generate-vapid-keys" },
  },
});

export default defineTool({
  name: "web-push",
  language: "javascript",
  uses: { "vapid-public-key": key(65), "vapid-private-key": key(32) },
  takes: [
    { calls, value: "0", as: "url", schemes: ["mailto", "https"] },
    { calls, value: "1", usedAs: "vapid-public-key" },
    { calls, value: "2", usedAs: "vapid-private-key" },
  ],
});
