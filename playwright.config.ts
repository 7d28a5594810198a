import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

const systemChromium = '/usr/bin/chromium';

/** User stories in a real browser against the whole product; each worker starts its own (e2e/story.ts). */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  outputDir: 'test-results',
  workers: 2,
  timeout: 240_000,
  expect: { timeout: 60_000 },
  forbidOnly: process.env.CI !== undefined,
  reporter: 'list',
  use: {
    viewport: { width: 1440, height: 900 },
    // A click must not depend on how far a flight of the view has come; e2e/designer-view.spec.ts is about those.
    contextOptions: { reducedMotion: 'reduce' },
    // They take a tenth of the time of all; `--trace retain-on-failure` keeps them when they are wanted.
    trace: 'off',
    launchOptions: {
      ...(existsSync(systemChromium) && { executablePath: systemChromium }),
      args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
    },
  },
});
