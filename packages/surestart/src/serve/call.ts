/** How an application is given to `serve`, and what it has to be. */
const targets = { fetch: "function", handler: "function", create: "function", server: "object" };

/**
 * @throws TypeError when `serve` is called as other libraries are: `serve(app, { port })` would listen on another port, without
 *   any application.
 */
export function checkCall(options: unknown, more: readonly unknown[]): void {
  const given = Object(options) as Record<string, unknown>;
  const isOptions = typeof options === "object";
  const target = Object.entries(targets).some(([name, type]) => typeof given[name] === type);
  if (isOptions && target && more.length === 0) return;
  const fetch = isOptions && target ? "app.fetch" : "app";
  throw new TypeError(
    `serve takes an options object: serve({ handler: app, port: 3000 }) for node:http and Express, serve({ fetch: ${fetch}, port: 3000 }) for Request and Response`,
  );
}
