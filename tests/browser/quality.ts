import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';

/** A page, and what its browser complained about. */
export interface Judged {
  page: Page;
  complaints: string[];
}

const looks = {
  light: { colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  dark: { colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
  phone: { colorScheme: 'light', viewport: { width: 360, height: 800 } },
} as const;

/** Keeps what a browser complains about from now on: errors, warnings, violations of the content security policy. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  return complaints;
}

/** In each of these looks the page is accessible, fits, and breaks no policy. */
export async function expectGood(
  { page, complaints }: Judged,
  ...wanted: (keyof typeof looks)[]
): Promise<void> {
  for (const { colorScheme, viewport } of wanted.map((look) => looks[look])) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // Colours on their way from light to dark have no contrast to speak of.
    await settled(page);
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(viewport.width);
  }
  expect(complaints).toEqual([]);
}

async function violations(page: Page): Promise<string[]> {
  // Six hundred time zones look alike, and take axe seconds.
  const { violations: found } = await new AxeBuilder({ page }).exclude('option').analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** Not `waitForFunction`, which evaluates text in the page, and the page's policy forbids that. */
async function settled(page: Page): Promise<void> {
  while (await page.evaluate('document.getAnimations().length > 0')) await page.waitForTimeout(30);
}
