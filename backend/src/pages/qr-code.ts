import { html } from "hono/html";
import { encode } from "uqr";
import type { Html } from "./page.ts";

/** A QR code as a picture in the page: dark on light in every theme, as cameras want it. */
export function qrCode(text: string): Html {
  const { data, size } = encode(text, { ecc: "M", border: 2 });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
  return html`<svg class="qr" role="img" aria-label="QR code for the authenticator app" viewBox="0 0 ${String(size)} ${String(
    size,
  )}" shape-rendering="crispEdges"><path fill="#000" d="${path}"/></svg>`;
}
