import AxeBuilder from "@axe-core/playwright";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { ADMIN, startStudio } from "./start-studio.ts";

const PASSWORD = "a long pass phrase";

/** Somebody else's browser. */
async function openBrowserOf(browser: Browser, baseURL?: string): Promise<Page> {
  const context = await browser.newContext({
    storageState: { cookies: [], origins: [] },
    ...(baseURL === undefined ? {} : { baseURL }),
  });
  return context.newPage();
}

async function join(page: Page, link: string, name: string, email: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Make the account" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

async function invite(page: Page, role: string): Promise<string> {
  await page.goto("/settings/people");
  await page.getByLabel("Role", { exact: true }).selectOption({ label: role });
  await page.getByRole("button", { name: "Make a link" }).click();
  return page.getByLabel("Their link").inputValue();
}

const rail = (page: Page) => page.getByRole("navigation", { name: "Places" });

test("the first admin comes by the printed link, which works once", async ({ browser }) => {
  test.setTimeout(150_000);
  const studio = await startStudio({ hasAdmin: false });
  try {
    await expect.poll(studio.said).toContain("First admin");
    const link = /First admin\s+(\S+)/.exec(studio.said())?.[1] ?? "";
    expect(new URL(link).origin).toBe(studio.url);
    const page = await openBrowserOf(browser, studio.url);
    await page.goto("/");
    await expect(page.getByRole("heading", { name: "Nobody has an account yet" })).toBeVisible();

    await join(page, link, "Ada Lovelace", "ada@example.org");
    await expect(rail(page).getByText("Ada Lovelace")).toBeVisible();
    await expect(rail(page).getByText("admin", { exact: true })).toBeVisible();
    await page.goto(link);
    await expect(page.getByRole("heading", { name: "This link opens nothing" })).toBeVisible();
    await page.context().close();
  } finally {
    await studio.stop();
  }
});

test("the only admin cannot give the role away", async ({ page }) => {
  await page.goto("/settings/people");
  const role = page.getByLabel("Role of admin");
  await role.selectOption({ label: "Annotator" });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("This is the only admin.")).toBeVisible();
  await expect(role).toHaveValue("admin");
  await expect(page.getByRole("button", { name: "Save" })).toHaveCount(0);
});

test("an invited annotator joins, opens no settings until made an admin, and is signed out by one", async ({
  page,
  browser,
}) => {
  const link = await invite(page, "Annotator");
  const theirs = await openBrowserOf(browser);
  await join(theirs, link, "Grace Hopper", "grace@example.org");
  await expect(rail(theirs).getByText("annotator", { exact: true })).toBeVisible();
  await expect(rail(theirs).getByRole("link", { name: "Settings" })).toHaveCount(0);

  expect((await theirs.goto("/settings/people"))?.status()).toBe(403);
  await expect(theirs.getByRole("heading", { name: "Your role does not open this" })).toBeVisible();
  expect((await theirs.request.get("/api/runs/1")).status()).toBe(200);

  await page.reload();
  await page.getByLabel("Role of Grace Hopper").selectOption({ label: "Admin" });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("button", { name: "Save" })).toHaveCount(0);
  expect((await theirs.goto("/settings/people"))?.status()).toBe(200);

  await page.getByRole("button", { name: "End the sessions of Grace Hopper" }).click();
  await expect(page.getByRole("button", { name: "End the sessions of Grace Hopper" })).toBeDisabled();
  await theirs.goto("/runs");
  await expect(theirs).toHaveURL(/\/sign-in\?next=%2Fruns$/);
  await theirs.context().close();
});

test("a revoked invitation opens nothing", async ({ page, browser }) => {
  const link = await invite(page, "Researcher");
  const revoke = page.getByRole("button", { name: /^Revoke the invitation/ });
  await revoke.last().click();
  await expect(revoke).toHaveCount(0);
  const theirs = await openBrowserOf(browser);
  await theirs.goto(link);
  await expect(theirs.getByRole("heading", { name: "This link opens nothing" })).toBeVisible();
  await theirs.context().close();
});

test("who is not signed in is led to the sign-in and back; who signed out stays out", async ({ browser }) => {
  const page = await openBrowserOf(browser);
  expect((await page.request.get("/api/runs/1")).status()).toBe(401);
  expect((await page.request.get("/api/health")).status()).toBe(200);
  await page.goto("/library/questions?after=0");
  await expect(page).toHaveURL(/\/sign-in\?next=/);

  await signIn(page, ADMIN.email, "not the password");
  const fault = page.getByRole("alert").filter({ hasText: "is not right" });
  await expect(fault).toBeVisible();
  const told = await fault.textContent();
  // A form that was answered is empty again.
  const password = page.getByLabel("Password");
  await expect(password).toHaveValue("");
  await signIn(page, "nobody@example.org", "not the password");
  await expect(password).toHaveValue("");
  await expect(fault).toHaveText(told ?? "");

  await signIn(page, ADMIN.email, ADMIN.password);
  await expect(page).toHaveURL(/\/library\/questions\?after=0$/);
  const [cookie] = await page.context().cookies();
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax" });

  await rail(page).getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await page.goto("/runs");
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fruns$/);
  // The cookie that was taken away is worth nothing to whoever kept a copy.
  if (cookie !== undefined) await page.context().addCookies([cookie]);
  expect((await page.request.get("/api/runs/1")).status()).toBe(401);
  await page.context().close();
});

test("the sign-in leads to no other site", async ({ browser, baseURL }) => {
  for (const next of ["//evil.example", "/\\evil.example", "https://evil.example", "/%09/evil.example"]) {
    const page = await openBrowserOf(browser);
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    await signIn(page, ADMIN.email, ADMIN.password);
    await expect(rail(page)).toBeVisible();
    expect(new URL(page.url()).origin).toBe(baseURL);
    await page.context().close();
  }
});

for (const scheme of ["light", "dark"] as const) {
  test(`the doors and the people have no serious fault of accessibility, ${scheme}`, async ({
    page,
    browser,
  }) => {
    const link = await invite(page, "Annotator");
    const outside = await openBrowserOf(browser);
    for (const [who, address] of [
      [page, "/settings/people"],
      [outside, "/sign-in"],
      [outside, link],
      [outside, "/invitation?token=none"],
    ] as const) {
      await who.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
      await who.goto(address, { waitUntil: "networkidle" });
      const { violations } = await new AxeBuilder({ page: who }).analyze();
      const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      expect(grave, `${address}: ${grave.map(({ id }) => id).join(", ")}`).toEqual([]);
      await who.setViewportSize({ width: 390, height: 844 });
      const width = await who.evaluate(() => document.documentElement.scrollWidth);
      expect(width, address).toBeLessThanOrEqual(390);
      await who.setViewportSize({ width: 1280, height: 720 });
    }
    await outside.context().close();
  });
}
