import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{lib,app,components,bench}/**/*.test.{ts,tsx}"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // A killed test worker must not leave a server or a database behind unseen.
    teardownTimeout: 30_000,
  },
});
