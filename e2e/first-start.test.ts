import { expect, test } from "@playwright/test";

test("a first start opens on a healthy studio without a script or style refused", async ({
  page,
  request,
}) => {
  const noise: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") noise.push(message.text());
  });
  page.on("pageerror", (error) => noise.push(error.message));

  const health = await request.get("/api/health");
  expect(await health.json()).toMatchObject({ status: "ok" });

  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.waitForLoadState("networkidle");
  expect(noise).toEqual([]);
});

test("a request under a name of another site is turned away", async ({ request }) => {
  const response = await request.get("/", { headers: { host: "studio.example.com" } });
  expect(response.status()).toBe(421);
});
