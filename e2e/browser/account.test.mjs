// The pages of an account, in the real browser on the real server: each as people see it, and what they do there.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openBrowser, visitor } from "../harness/chromium.mjs";
import { mailedLink } from "../harness/outbox.mjs";
import { LOOKS, look, nothingWrongWith } from "../harness/pictures.mjs";
import { startServer } from "../harness/server.mjs";
import { codeAt } from "../harness/totp.mjs";

const PASSWORD = "correct horse battery staple";
const EMAIL = "priya@example.org";
/** The signature of another server's token. */
const OLD_TOKEN = "AZ2zVsN6cVWjN2yvV5l5Ww0000000000000000000000";
const VERIFY_QUESTION = "Did you make a CoDevLive account with this address?";

for (const { tag, title, ...options } of LOOKS) {
  test(`pages of an account in ${title}`, async (t) => {
    const server = await startServer(t);
    const browser = await openBrowser(t);
    const { page } = await visitor(t, browser, server, options);
    await lookAtLinks(page, tag);
    await signUp(page);
    await lookAtLateVerification(page, tag);
    await lookAtSettings(page, tag);
    const secret = await setUpSecondFactor(page, tag);
    await signInWithCode(page, tag, secret);
    await lookAtDeletion(page, tag);
    nothingWrongWith(tag);
  });
}

const heading = (page, name) => page.getByRole("heading", { name, level: 1 }).waitFor();
const click = (page, name) => page.getByRole("button", { name, exact: true }).click();
const field = (page, name) => page.getByLabel(name, { exact: true });

async function lookAtLinks(page, tag) {
  await page.goto("/forgot-password");
  await look(page, `forgot-password-${tag}`);
  await field(page, "E-mail").fill(EMAIL);
  await click(page, "Send the link");
  await heading(page, "Look into your mail");
  await look(page, `forgot-password-sent-${tag}`);

  await page.goto(`/reset-password?token=${OLD_TOKEN}`);
  await heading(page, "Choose a new password");
  await look(page, `reset-password-${tag}`);
  await field(page, "New password").fill("a new password for it");
  await click(page, "Save the new password");
  await heading(page, "This link no longer works");
  await look(page, `reset-password-late-${tag}`);

  await page.goto(`/verify-email?token=${OLD_TOKEN}`);
  await heading(page, VERIFY_QUESTION);
  await look(page, `verify-email-${tag}`);
  await click(page, "Yes, verify my address");
  await heading(page, "This link no longer works");
  await look(page, `verify-email-late-${tag}`);

  await page.goto(`/unsubscribe?token=${OLD_TOKEN}`);
  await heading(page, "Stop these mails?");
  await look(page, `unsubscribe-${tag}`);
}

async function signUp(page) {
  await page.goto("/sign-up");
  await field(page, "Your name").fill("Priya Raman");
  await field(page, "E-mail").fill(EMAIL);
  await field(page, "Password").fill(PASSWORD);
  await click(page, "Create account");
  await page.getByRole("region", { name: "Your address is not verified" }).waitFor();
}

async function lookAtLateVerification(page, tag) {
  await look(page, `dashboard-unverified-${tag}`);
  await page.goto(`/verify-email?token=${OLD_TOKEN}`);
  await page.getByRole("button", { name: "Send again" }).waitFor();
  await look(page, `verify-email-send-again-${tag}`);
  await click(page, "Send again");
  await heading(page, "Look into your mail");
}

async function lookAtSettings(page, tag) {
  await page.goto("/settings");
  await page.getByText("This device").waitFor();
  await look(page, `settings-account-${tag}`, { fullPage: true });
  await click(page, "Change e-mail address");
  await field(page, "New address").waitFor();
  await look(page, `settings-email-${tag}`);
  await click(page, "Cancel");
  await click(page, "Change password");
  await field(page, "Password until now").fill("not the password");
  await field(page, "New password").fill("a new password for it");
  await page.getByRole("dialog").getByRole("button", { name: "Change password" }).click();
  await page.getByText("This is not your password.").waitFor();
  await look(page, `settings-password-${tag}`);
  await click(page, "Cancel");
}

/** Answers the secret. */
async function setUpSecondFactor(page, tag) {
  await click(page, "Set up second factor");
  await field(page, "Your password").fill(PASSWORD);
  await look(page, `totp-password-${tag}`);
  await click(page, "Continue");
  const picture = page.getByRole("img", { name: "QR code with the key below" });
  await picture.waitFor();
  assert.ok(await picture.evaluate((image) => image.decode().then(() => image.naturalWidth > 0)));
  const secret = (await page.locator("code").innerText()).replaceAll(" ", "");
  await look(page, `totp-scan-${tag}`);
  // Of the step before: the codes of this one and the next are for signing in.
  await field(page, "Code").fill(codeAt(secret, Date.now() - 30_000));
  await click(page, "Turn on");
  await page.getByRole("list", { name: "Recovery codes" }).waitFor();
  assert.equal(await page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem").count(), 10);
  await look(page, `totp-codes-${tag}`);
  await click(page, "I have kept them");
  await page.getByRole("button", { name: "Remove second factor" }).waitFor();
  return secret;
}

async function signInWithCode(page, tag, secret) {
  await click(page, "Account of Priya Raman");
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await heading(page, "Welcome back");
  await field(page, "E-mail").fill(EMAIL);
  await field(page, "Password").fill(PASSWORD);
  await click(page, "Sign in");
  await heading(page, "One more step");
  await field(page, "Code").fill("000000");
  await click(page, "Sign in");
  await page.getByText("This code is not right").waitFor();
  await look(page, `sign-in-code-${tag}`);
  await click(page, "Use a recovery code instead");
  await look(page, `sign-in-recovery-${tag}`);
  await click(page, "Use the app’s code instead");
  await field(page, "Code").fill(codeAt(secret));
  await click(page, "Sign in");
  await page.getByText("This device").waitFor();
}

async function lookAtDeletion(page, tag) {
  await click(page, "Delete account");
  await field(page, `To confirm, type ${EMAIL}`).fill(EMAIL);
  await field(page, "Your password").fill(PASSWORD);
  await look(page, `settings-deletion-${tag}`);
  await click(page, "Delete for good");
  await heading(page, "Welcome back");
  await page.getByText("Your account is deleted").waitFor();
  await field(page, "E-mail").fill(EMAIL);
  await field(page, "Password").fill(PASSWORD);
  await click(page, "Sign in");
  await page.getByRole("alert").filter({ hasText: "Wrong e-mail address or password" }).waitFor();
}

test("a link's token leaves the address, and is in no Referer", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const { page } = await visitor(t, browser, server);
  const referers = [];
  page.on("request", (request) => referers.push(request.headers().referer ?? ""));
  for (const address of ["/reset-password", "/verify-email", "/unsubscribe"]) {
    await page.goto(`${address}?token=${OLD_TOKEN}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    assert.equal(new URL(page.url()).search, "", address);
  }
  assert.ok(referers.length > 10);
  assert.deepEqual(referers.filter((referer) => referer.includes(OLD_TOKEN)), []);
});

test("where nobody is signed in, a link verifies once that is confirmed, with one request", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const { page: laptop } = await visitor(t, browser, server);
  await signUp(laptop);
  const { page: phone } = await visitor(t, browser, server, { width: 390, height: 844 });
  const asked = [];
  phone.on("request", (request) => {
    if (request.url().endsWith("/auth/email/verify")) asked.push(request.postDataJSON());
  });
  await phone.goto(await mailedLink(server, EMAIL, "/verify-email"));
  await heading(phone, VERIFY_QUESTION);
  await phone.waitForLoadState("networkidle");
  assert.deepEqual(asked, []);
  await laptop.reload();
  await laptop.getByRole("region", { name: "Your address is not verified" }).waitFor();
  await click(phone, "Yes, verify my address");
  await heading(phone, "Your address is verified");
  assert.equal(asked.length, 1);
  await laptop.reload();
  await heading(laptop, "Interviews");
  assert.equal(await laptop.getByRole("region", { name: "Your address is not verified" }).count(), 0);
});

test("the links of mails verify an address, change it, and replace a forgotten password", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const { page } = await visitor(t, browser, server);
  await signUp(page);
  await page.goto(await mailedLink(server, EMAIL, "/verify-email"));
  await heading(page, "Your address is verified");
  await page.getByRole("link", { name: "Go to your interviews" }).click();
  await heading(page, "Interviews");
  assert.equal(await page.getByRole("region", { name: "Your address is not verified" }).count(), 0);
  await changeAddress(page, server, "priya@new.example");
  await replacePassword(page, server, "priya@new.example");
});

async function changeAddress(page, server, email) {
  await page.goto("/settings");
  await click(page, "Change e-mail address");
  await field(page, "New address").fill(email);
  await field(page, "Your password").fill(PASSWORD);
  await click(page, "Send the link");
  await page.getByRole("heading", { name: "Look into your mail" }).waitFor();
  await page.goto(await mailedLink(server, email, "/verify-email"));
  await page.getByText(email).waitFor();
}

async function replacePassword(page, server, email) {
  await page.goto("/forgot-password");
  await field(page, "E-mail").fill(email);
  await click(page, "Send the link");
  await heading(page, "Look into your mail");
  await page.goto(await mailedLink(server, email, "/reset-password"));
  await field(page, "New password").fill("another long password");
  await click(page, "Save the new password");
  await heading(page, "Your password is changed");
  await page.getByRole("link", { name: "Sign in" }).click();
  await heading(page, "Welcome back");
  await field(page, "E-mail").fill(email);
  await field(page, "Password").fill("another long password");
  await click(page, "Sign in");
  await heading(page, "Interviews");
}

test("a session that was ended elsewhere is over here, and the others stay", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const { page: laptop } = await visitor(t, browser, server);
  await signUp(laptop);
  const { page: phone } = await visitor(t, browser, server, { width: 390, height: 844 });
  await phone.goto("/sign-in");
  await field(phone, "E-mail").fill(EMAIL);
  await field(phone, "Password").fill(PASSWORD);
  await click(phone, "Sign in");
  await heading(phone, "Interviews");
  await laptop.goto("/settings");
  await laptop.getByRole("button", { name: /^Sign out Chrom/ }).click();
  await laptop.getByRole("button", { name: /^Sign out Chrom/ }).waitFor({ state: "detached" });
  await phone.reload();
  await heading(phone, "Welcome back");
  await laptop.reload();
  await laptop.getByText("This device").waitFor();
});
