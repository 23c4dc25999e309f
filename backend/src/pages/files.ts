import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { OpenAPIHono } from "@hono/zod-openapi";

const types: Record<string, string> = {
  "style.css": "text/css; charset=utf-8",
  "passkeys.js": "text/javascript; charset=utf-8",
};

/** The style and the scripts of the pages, read once. */
export function addFiles(app: OpenAPIHono): void {
  for (const [name, type] of Object.entries(types)) {
    let file: Promise<{ text: string; etag: string }> | undefined;
    app.get(`/pages/${name}`, async (c) => {
      file ??= read(new URL(`./files/${name}`, import.meta.url));
      const { text, etag } = await file;
      const headers = { etag, "cache-control": "no-cache" };
      if (c.req.header("if-none-match") === etag) return c.body(null, 304, headers);
      return c.body(text, 200, { ...headers, "content-type": type });
    });
  }
}

async function read(url: URL): Promise<{ text: string; etag: string }> {
  const text = await readFile(url, "utf8");
  return { text, etag: `"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"` };
}
