// The picture of the backend's pages: SCREENSHOTS=DIR npx vitest run backend/test/journey.test.ts, then node scripts/pages-picture.ts DIR
import { readFileSync } from "node:fs";
import path from "node:path";
import { chromium } from "playwright-core";

const [dir] = process.argv.slice(2);
if (dir === undefined) throw new Error("Which folder has the screenshots of backend/test/journey.test.ts?");

const shown = ["sign-in-light", "account-dark", "second-factor-phone"].map((name) => {
  const data = readFileSync(path.join(dir, `${name}.png`)).toString("base64");
  return `<div><img alt="" src="data:image/png;base64,${data}"></div>`;
});
const page = `<!doctype html><style>
body { margin: 0; display: flex; gap: 16px; padding: 16px; background: #9aa4b0; }
div { height: 560px; overflow: hidden; border-radius: 10px; }
div:nth-child(1), div:nth-child(2) { width: 420px; }
div:nth-child(3) { width: 264px; }
img { display: block; width: 740px; margin-left: -160px; }
div:nth-child(2) img { width: 612px; margin-left: -96px; }
div:nth-child(3) img { width: 264px; margin: 0; }
</style>${shown.join("")}`;

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu"],
});
try {
  const tab = await browser.newPage({ viewport: { width: 1168, height: 592 } });
  await tab.setContent(page);
  await tab.screenshot({ path: path.resolve(import.meta.dirname, "../docs/pages.png") });
} finally {
  await browser.close();
}
