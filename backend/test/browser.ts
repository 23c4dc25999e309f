import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";

const program = "/usr/bin/chromium";

/** Under CI it is there, or its tests fail. */
export const noBrowser = !existsSync(program) && !process.env["CI"];

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: program,
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * What axe finds on a page, in the light and, as far as colours go, in the dark, and whether it is too wide for a small phone. With
 * SCREENSHOTS, a folder, pictures of it are kept there.
 */
export async function faultsOf(page: Page, name: string): Promise<string[]> {
  const faults: string[] = [];
  const kept = process.env["SCREENSHOTS"];
  // Nothing of it is asked back.
  await page.evaluate(`${axe};0`);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const found = await page.evaluate(async (dark) => {
      // biome-ignore lint/suspicious/noExplicitAny: the script that was put into the page
      const { violations } = await (globalThis as any).axe.run(
        dark ? { runOnly: ["color-contrast"] } : { resultTypes: ["violations"] },
      );
      return violations.map(
        (one: { id: string; nodes: { html: string }[] }) => `${one.id}: ${one.nodes[0]?.html}`,
      );
    }, colorScheme === "dark");
    faults.push(...found.map((fault: string) => `${name}, ${colorScheme}: ${fault}`));
    if (kept) {
      mkdirSync(kept, { recursive: true });
      await page.screenshot({ path: join(kept, `${name}-${colorScheme}.png`), fullPage: true });
    }
  }
  const usual = page.viewportSize() ?? { width: 1000, height: 800 };
  await page.setViewportSize({ width: 320, height: 640 });
  const width = Number(await page.evaluate("document.documentElement.scrollWidth"));
  if (width > 320) faults.push(`${name}: ${width} wide on a phone`);
  if (kept) await page.screenshot({ path: join(kept, `${name}-phone.png`), fullPage: true });
  await page.setViewportSize(usual);
  await page.emulateMedia({ colorScheme: "light" });
  return faults;
}
