import { defineTool } from "./_define.ts";

const calls = ["web-push.setVapidDetails", "web-push.default.setVapidDetails"];

/** https://github.com/web-push-libs/web-push: it throws for a subject that is no URL and for keys of another length. */
export default defineTool({
  name: "web-push",
  language: "javascript",
  takes: [
    { calls, value: "0", as: "url", schemes: ["mailto", "https"] },
    { calls, value: "1", usedAs: "vapid-public-key" },
    { calls, value: "2", usedAs: "vapid-private-key" },
  ],
});
