import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Nothing that keeps somebody from using what is on the screen: no finding of axe that is serious or critical. */
export async function expectNoBarriers(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    // Our pages have no frames: without them there is no second page to gather results in, and nothing to load beforehand.
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'], preload: false })
    // Behind the options, which would take its place.
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  const grave = violations
    .filter(violation => violation.impact === 'serious' || violation.impact === 'critical')
    .map(
      violation => `${violation.id}: ${violation.nodes.map(node => `${node.html} ${node.failureSummary}`).join('; ')}`,
    );
  expect(grave).toEqual([]);
}
