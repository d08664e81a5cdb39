import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { z } from "zod";
import { type RunReport, RunReportSchema } from "#lib/glan/run-report.ts";

// The studio under test starts on an empty database with the demo model: its sample run begins by itself.

const SAMPLE_RUN_MS = 180_000;

/** Waits until the sample run is over; its report names the disciplines that hold something. */
async function finishSampleRun(page: Page): Promise<RunReport> {
  let report: RunReport | null = null;
  await expect
    .poll(
      async () => {
        const response = await page.request.get("/api/runs/1");
        if (response.ok()) report = RunReportSchema.parse(await response.json());
        return report?.state;
      },
      { timeout: SAMPLE_RUN_MS, intervals: [500] },
    )
    .toBe("completed");
  if (report === null) throw new Error("the sample run has no report");
  return report;
}

function listenForNoise(page: Page): string[] {
  const noise: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") noise.push(message.text());
  });
  page.on("pageerror", (error) => noise.push(error.message));
  return noise;
}

/** Addresses of one of each page, found by following the links of a user. */
async function findPages(page: Page): Promise<string[]> {
  const { disciplines } = await finishSampleRun(page);
  const discipline = disciplines.find((each) => each.name === "Physics") ?? disciplines[0];
  const disciplinePage = `/library/disciplines/${discipline?.nodeId}`;
  await page.goto(disciplinePage);
  const syllabus = await page.locator("a[href^='/library/syllabi/']").first().getAttribute("href");
  await page.goto(syllabus ?? "");
  const question = await page.locator("a[href^='/library/questions/']").first().getAttribute("href");
  return [
    "/",
    "/taxonomy",
    `/taxonomy/${discipline?.nodeId}`,
    "/library",
    "/library/subjects",
    "/library/syllabi",
    "/library/questions",
    disciplinePage,
    syllabus ?? "",
    `${syllabus}?view=written`,
    question ?? "",
    "/runs",
    "/runs/1",
  ];
}

test.setTimeout(SAMPLE_RUN_MS + 60_000);

test("the overview counts what the sample run made and leads to it", async ({ page }) => {
  const noise = listenForNoise(page);
  await finishSampleRun(page);
  await page.goto("/");
  await expect(page.getByRole("complementary", { name: "Demo model" })).toBeVisible();
  await expect(page.getByRole("link", { name: /^Disciplines\s*123/ })).toBeVisible();
  const pairs = page.getByRole("link", { name: /^Pairs\s*[1-9]/ });
  await expect(pairs).toBeVisible();
  await pairs.click();
  await expect(page).toHaveURL(/\/library\/questions$/);
  expect(noise).toEqual([]);
});

test("one can go from a field down to an answer, and from its origin to the run", async ({ page }) => {
  await finishSampleRun(page);
  await page.goto("/taxonomy");
  const tree = page.getByRole("tree", { name: "Taxonomy" });
  await tree.getByRole("treeitem", { name: /Academic-Natural Science/ }).click();
  await page.getByRole("article").getByRole("link", { name: "Physical science" }).click();
  await page.getByRole("article").getByRole("link", { name: "Physics" }).click();
  await page.getByRole("link", { name: "Open in the library" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Physics" })).toBeVisible();

  await page.getByRole("main").locator("a[href^='/library/syllabi/']").first().click();
  await expect(page.getByRole("navigation", { name: "Views of the syllabus" })).toBeVisible();
  await page.getByRole("main").locator("a[href^='/library/questions/']").first().click();
  await expect(page.getByRole("heading", { name: "Answer", level: 2 })).toBeVisible();

  const origin = page.getByRole("complementary", { name: "Origin" });
  await expect(origin.getByRole("heading", { name: "Draw" })).toBeVisible();
  await expect(origin.getByText("draw:v1/", { exact: false })).toBeVisible();
  await origin.getByRole("link", { name: "Run 1" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^Run 1/ })).toBeVisible();
});

test("the keys j and k walk through the questions of a syllabus", async ({ page }) => {
  const pages = await findPages(page);
  const first = pages.find((address) => address.startsWith("/library/questions/")) ?? "";
  await page.goto(first);
  const title = page.getByRole("heading", { level: 1 });
  const before = (await title.textContent()) ?? "";
  // The page listens once its script runs, so the first press may come too early.
  await expect(async () => {
    await page.keyboard.press("j");
    await expect(title).not.toHaveText(before, { timeout: 1000 });
  }).toPass();
  await expect(async () => {
    await page.keyboard.press("k");
    await expect(title).toHaveText(before, { timeout: 1000 });
  }).toPass();
});

test("the arrow keys open and walk the taxonomy", async ({ page }) => {
  await page.goto("/taxonomy");
  const field = page.getByRole("treeitem", { name: /Academic-Humanities/ });
  await field.focus();
  await expect(async () => {
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowLeft");
    await expect(field).toHaveAttribute("aria-expanded", "false", { timeout: 500 });
  }).toPass();
  await page.keyboard.press("ArrowRight");
  await expect(field).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("treeitem", { name: /^Arts/ })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/taxonomy\/\d+$/);
  await expect(page.getByRole("heading", { level: 2, name: "Arts" })).toBeVisible();
});

for (const scheme of ["light", "dark"] as const) {
  test(`no page has a serious fault of accessibility, ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    for (const address of await findPages(page)) {
      await page.goto(address, { waitUntil: "networkidle" });
      const { violations } = await new AxeBuilder({ page }).analyze();
      const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      expect(grave, `${address}: ${grave.map(({ id }) => id).join(", ")}`).toEqual([]);
    }
  });
}

test("no page scrolls sideways on a phone", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const address of await findPages(page)) {
    await page.goto(address, { waitUntil: "networkidle" });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, address).toBeLessThanOrEqual(390);
  }
});

test("the chosen colours are there at the first paint and stay", async ({ page }) => {
  await page.goto("/");
  const dark = page.getByRole("button", { name: "Dark" });
  await expect(async () => {
    await dark.click();
    await expect(dark).toHaveAttribute("aria-pressed", "true", { timeout: 500 });
  }).toPass();
  const html = await (await page.context().request.get("/")).text();
  expect(html).toMatch(/<html[^>]*data-theme="dark"/);
  await page.reload();
  const isDark = () => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
  expect(await isDark()).toBe("dark");
});

test("what is not there is said to be missing", async ({ page, request }) => {
  const response = await request.get("/api/runs/999");
  expect(response.status()).toBe(404);
  expect(response.headers()["content-type"]).toContain("application/problem+json");
  expect((await page.goto("/library/questions/999999"))?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1, name: "There is nothing here" })).toBeVisible();
});

const ROOT = path.resolve(import.meta.dirname, "..");

/** The command line over the studio under test. */
async function glan(...words: string[]): Promise<unknown> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [path.join(ROOT, "lib/cli/main.ts"), ...words, "--json"],
    { cwd: ROOT, env: { ...process.env, GLAN_DATA_DIR: process.env.GLAN_E2E_DATA_DIR } },
  );
  return JSON.parse(stdout);
}

test("the overview follows a run without a reload, to the state it ends in", async ({ page }) => {
  await finishSampleRun(page);
  // Far more than is needed: the run must still go on when it is cancelled.
  const plan = ["--subject-draws", "3", "--max-subjects", "20", "--pairs-per-syllabus", "5000"];
  const started = await glan("generate", "--node", "Chemistry", ...plan);
  const { id } = z.object({ run: RunReportSchema }).parse(started).run;
  try {
    await page.goto("/");
    await expect(page.getByRole("heading", { name: "Current run" })).toBeVisible();
    const progress = page.getByRole("progressbar", { name: /^Progress of run/ });
    const done = async () => Number(await progress.getAttribute("aria-valuenow"));
    const before = await done();
    await expect.poll(done).toBeGreaterThan(before);
    await expect(page.getByText(/^about /)).toBeVisible();
    const pairs = page.getByRole("link", { name: /^Pairs\s*[1-9]/ });
    const countBefore = (await pairs.textContent()) ?? "";
    await expect(pairs).not.toHaveText(countBefore, { timeout: 30_000 });
  } finally {
    await glan("run", "cancel", String(id));
  }
  await expect(page.getByText("Cancelled", { exact: true })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Latest run" })).toBeVisible();
});
