import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { ownFolder } from "../../test/own-folder.ts";
import { faultsOf, noBrowser, openBrowser } from "./browser.ts";
import { ask, cleanUp, freshBackend, freshSecret, start } from "./support.ts";

afterAll(cleanUp);

test.skipIf(noBrowser)(
  "a sign-up is sent from the docs page, without internet",
  { timeout: 120_000 },
  async () => {
    const { url } = start(freshBackend(), { BETTER_AUTH_SECRET: freshSecret() });
    const backend = await url;
    const tab = await openBrowser();
    try {
      const page = await tab.newPage({ viewport: { width: 1200, height: 900 } });
      const elsewhere: string[] = [];
      const complaints: string[] = [];
      page.on("request", (request) => {
        if (!request.url().startsWith(backend) && !request.url().startsWith("data:"))
          elsewhere.push(request.url());
      });
      page.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
      });
      page.on("pageerror", (error) => complaints.push(error.message));
      await page.goto(`${backend}/docs`);
      await page.locator(".opblock").first().waitFor();
      expect(await faultsOf(page, "docs")).toEqual([]);

      const operation = page.locator("#operations-Sign-up_and_sign-in-signUpWithEmailAndPassword");
      await operation.locator(".opblock-summary-control").click();
      await operation
        .locator("textarea.body-param__text")
        .fill(
          JSON.stringify({ name: "Grace", email: "grace@example.com", password: "correct horse battery" }),
        );
      await operation.locator("button.execute").click();
      await operation.locator(".live-responses-table .response-col_status").getByText("200").waitFor();
      await page.screenshot({ path: join(mkdtempSync(join(ownFolder(), "docs-")), "sign-up.png") });

      expect(await operation.locator(".live-responses-table").textContent()).toContain("grace@example.com");
      const me = page.locator("#operations-Backend-get_api_me");
      await me.locator(".opblock-summary-control").click();
      await me.locator("button.execute").click();
      await me.locator(".live-responses-table .response-col_status").getByText("200").waitFor();
      const paper = () => page.evaluate("getComputedStyle(document.documentElement).backgroundColor");
      const light = await paper();
      await page.emulateMedia({ colorScheme: "dark" });
      await expect.poll(paper).not.toBe(light);
      expect(elsewhere).toEqual([]);
      expect(complaints).toEqual([]);
    } finally {
      await tab.close();
    }
    const signIn = { email: "grace@example.com", password: "correct horse battery" };
    expect((await ask(`${backend}/api/auth/sign-in/email`, { body: signIn })).status).toBe(200);
  },
);
