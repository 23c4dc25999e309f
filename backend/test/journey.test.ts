import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { faultsOf, noBrowser, openBrowser } from "./browser.ts";
import { cleanUp, freshBackend, freshSecret, start } from "./support.ts";
import { totp } from "./totp.ts";

let url: string;
let browser: Browser;
beforeAll(async () => {
  if (noBrowser) return;
  const run = start(freshBackend(), { BETTER_AUTH_SECRET: freshSecret(), EMAIL_VERIFICATION: "required" });
  // Browsers know passkeys for localhost, and for no address in numbers.
  url = (await run.url).replace("127.0.0.1", "localhost");
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await cleanUp();
});

const email = "ada@example.com";
const password = "correct horse battery";

/** Everything wrong with a page that was seen; what it asks of others, and what its console says, too. */
function watched(page: Page): { look: (name: string) => Promise<void>; faults: string[] } {
  const faults: string[] = [];
  page.setDefaultTimeout(20_000);
  page.on("request", (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith("data:"))
      faults.push(`asks ${request.url()}`);
  });
  page.on("console", (message) => {
    // A page that says what was wrong is 400 or 401, which the console repeats.
    if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(error.message));
  return { faults, look: async (name) => void faults.push(...(await faultsOf(page, name))) };
}

const fill = async (page: Page, fields: Record<string, string>): Promise<void> => {
  for (const [label, value] of Object.entries(fields))
    await page.getByLabel(label, { exact: true }).fill(value);
};
const press = (page: Page, name: string): Promise<void> =>
  page.getByRole("button", { name, exact: true }).click();
const heading = (page: Page, name: string): Promise<void> =>
  page.getByRole("heading", { name, level: 1 }).waitFor();

async function openMail(page: Page, subject: string): Promise<void> {
  await page.goto(`${url}/mailbox`);
  await page.getByRole("link", { name: subject }).first().click();
  const link = await page.locator("pre a").first().getAttribute("href");
  await page.goto((link ?? "").replace("127.0.0.1", "localhost"));
}

async function signIn(page: Page, word: string): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await fill(page, { "E-mail address": email, Password: word });
  await press(page, "Sign in");
}

test.skipIf(noBrowser)(
  "a person's whole journey, without a script: from the sign-up to the end of the account",
  async () => {
    const context = await browser.newContext({ viewport: { width: 1000, height: 800 } });
    // axe needs a browser that runs scripts; the pages are given none. The phone below runs none at all.
    await context.route("**/*.js", (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
    const page = await context.newPage();
    const { look, faults } = watched(page);

    await page.goto(url);
    await heading(page, "Sign in");
    await look("sign-in");
    await page.getByRole("link", { name: "Sign up" }).click();
    await look("sign-up");
    await fill(page, { Name: "Ada", "E-mail address": email, Password: "password123" });
    await press(page, "Sign up");
    await page.getByRole("alert").getByText("very common").waitFor();
    await look("sign-up-refused");
    await fill(page, { Password: password });
    await press(page, "Sign up");
    await heading(page, "Check your mail");

    await signIn(page, password);
    await page.getByText("Confirm your e-mail address first").waitFor();
    await page.goto(`${url}/mailbox`);
    await look("mailbox");
    await openMail(page, "Confirm your e-mail address");
    await look("verify");
    await press(page, "Confirm");
    await page.getByText("Your e-mail address is confirmed").waitFor();

    await signIn(page, password);
    await heading(page, "Your account");
    await look("account");

    await page.locator("#factor-password").fill(password);
    await press(page, "Turn on");
    await heading(page, "Turn on the second factor");
    await look("second-factor");
    const uri = (await page.getByRole("link", { name: "Open it in an app" }).getAttribute("href")) ?? "";
    const [recovery = ""] = await page.locator(".codes li").allTextContents();
    await fill(page, { "Code shown by the app": "000000" });
    await press(page, "Turn on");
    await page.getByRole("alert").waitFor();
    await fill(page, { "Code shown by the app": totp(uri) });
    await press(page, "Turn on");
    await page.getByText("The second factor is on.").waitFor();
    await press(page, "Sign out");
    await page.getByText("You are signed out.").waitFor();

    await signIn(page, password);
    await heading(page, "Your second factor");
    await look("second-step");
    await fill(page, { "Code from your authenticator app": totp(uri) });
    await press(page, "Sign in");
    await heading(page, "Your account");

    const other = await browser.newContext({ javaScriptEnabled: false });
    const phone = await other.newPage();
    await signIn(phone, password);
    await phone.getByText("You do not have the app at hand?").click();
    await fill(phone, { "Recovery code": recovery });
    await press(phone, "Sign in with a recovery code");
    await heading(phone, "Your account");
    await page.reload();
    await look("account-sessions");
    await page
      .getByRole("button", { name: /^End the session/ })
      .first()
      .click();
    await page.getByText("The session was ended.").waitFor();
    await phone.reload();
    await heading(phone, "Sign in");

    await phone.getByRole("link", { name: "Forgot your password?" }).click();
    await fill(phone, { "E-mail address": email });
    await press(phone, "Send the mail");
    await phone.getByText("a mail is on its way").waitFor();
    await openMail(phone, "Choose a new password");
    await fill(phone, { "New password": "another horse battery" });
    await press(phone, "Save the password");
    await phone.getByText("Your new password was saved.").waitFor();
    await page.reload();
    await heading(page, "Sign in");

    await signIn(page, "another horse battery");
    // The one of this half minute may have signed in above.
    await fill(page, { "Code from your authenticator app": totp(uri, 1) });
    await press(page, "Sign in");
    await fill(page, { "New e-mail address": "lovelace@example.com" });
    await press(page, "Change the address");
    await page.getByText("A mail is on its way.").waitFor();
    await openMail(page, "Confirm the change of your e-mail address");
    await look("leave-address");
    await press(page, "Confirm the change");
    await page.getByText("You confirmed the change.").waitFor();
    await openMail(page, "Confirm your new e-mail address");
    await look("new-address");
    await press(page, "Confirm");
    await page.getByText("Your account now has its new e-mail address.").waitFor();
    await page.getByText("lovelace@example.com").waitFor();
    await fill(page, {
      "Current password": "another horse battery",
      "New password": "a third horse battery",
    });
    await press(page, "Change the password");
    await page.getByText("Your password was changed.").waitFor();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Download all your data" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("account.json");
    await page.getByRole("link", { name: "Delete your account" }).click();
    await look("delete");
    await fill(page, { Password: "wrong horse battery" });
    await press(page, "Delete my account");
    await page.getByText("The password is wrong.").waitFor();
    await fill(page, { Password: "a third horse battery" });
    await press(page, "Delete my account");
    await page.getByText("Your account and all its data were deleted.").waitFor();
    await signIn(page, "a third horse battery");
    await page.getByText("The e-mail address or the password is wrong.").waitFor();

    for (const place of [
      "forgot-password",
      "reset-password?token=x",
      "status",
      "error?error=access_denied",
      "nowhere",
    ]) {
      await page.goto(`${url}/${place}`);
      await look(place.replace(/\?.*/, ""));
    }
    expect(faults).toEqual([]);
  },
  180_000,
);

test.skipIf(noBrowser)(
  "a passkey: added, signed in with, removed; by the keyboard alone",
  async () => {
    const page = await (await browser.newContext()).newPage();
    const { faults } = watched(page);
    const devices = await page.context().newCDPSession(page);
    await devices.send("WebAuthn.enable");
    await devices.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await page.goto(`${url}/sign-up`);
    // The first field has the focus.
    for (const text of ["Grace", "grace@example.com", password]) {
      await page.keyboard.type(text);
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("Enter");
    await heading(page, "Check your mail");
    await openMail(page, "Confirm your e-mail address");
    await press(page, "Confirm");
    await fill(page, { "E-mail address": "grace@example.com", Password: password });
    await page.keyboard.press("Enter");
    await heading(page, "Your account");
    await page.getByRole("button", { name: "Add a passkey" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("The passkey was added.").waitFor();
    await press(page, "Sign out");
    await page.getByRole("button", { name: "Sign in with a passkey" }).focus();
    await page.keyboard.press("Enter");
    await heading(page, "Your account");
    await page.getByRole("button", { name: /^Remove the passkey/ }).click();
    await page.getByText("The passkey was removed.").waitFor();
    await press(page, "Sign out");
    await press(page, "Sign in with a passkey");
    await page.getByRole("alert").first().waitFor();
    expect(faults).toEqual([]);
  },
  60_000,
);
