import { chromium, type Page } from '@playwright/test';
import { percentile, spreadOf } from '../door/figures.ts';
import { findChromium } from '../test/find-chromium.ts';
import type { Bench } from './bench.ts';

const batch = 50;

/** A reader types codes into the real screens in Chromium: from its last key until the frame with the verdict was painted. */
export async function benchPainted({ report, night, station, nextTicket, scans }: Bench): Promise<void> {
  const executablePath = await findChromium(process.env);
  if (executablePath === undefined) return report.note('scan to paint was left out: there is no Chromium');
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(station.windowUrl());
    await page.getByTestId('ready').waitFor();
    const painted: number[] = [];
    const answered: number[] = [];
    for (let done = 0; done < scans; done += batch) {
      const codes = Array.from({ length: Math.min(batch, scans - done) }, () => night.codeOf(nextTicket()));
      const times = await typeCodes(page, codes);
      painted.push(...times.map(time => time.painted));
      answered.push(...times.map(time => time.answered));
    }
    const { p50, p99, worst } = spreadOf(painted);
    report.add({
      key: 'paintP50',
      what: `scan to painted verdict in Chromium, p50 of ${painted.length}`,
      value: p50,
      unit: 'ms',
    });
    report.add({ key: 'paintP99', what: '  p99', value: p99, unit: 'ms', target: 60 });
    report.add({ key: 'paintWorst', what: '  worst', value: worst, unit: 'ms', target: 250 });
    report.add({
      key: 'paintAnswerP99',
      what: '  of that until the station has answered, p99',
      value: percentile(answered, 0.99),
      unit: 'ms',
    });
    const tone = await page.getByTestId('verdict').getAttribute('data-tone');
    report.note(`the last verdict on the screen was ${tone}`);
  } finally {
    await browser.close();
  }
}

type Painted = { readonly answered: number; readonly painted: number };

function typeCodes(page: Page, codes: readonly string[]): Promise<Painted[]> {
  return page.evaluate(async texts => {
    const times: Painted[] = [];
    const press = (code: string, key: string) =>
      window.dispatchEvent(new KeyboardEvent('keydown', { code, key, bubbles: true, cancelable: true }));
    for (const text of texts) {
      performance.clearMarks();
      const shown = new Promise<void>(resolve => {
        const observer = new PerformanceObserver(list => {
          if (!list.getEntries().some(entry => entry.name === 'scan:painted')) return;
          observer.disconnect();
          resolve();
        });
        observer.observe({ type: 'mark' });
      });
      for (const letter of text) press(/\d/.test(letter) ? `Digit${letter}` : `Key${letter}`, letter.toLowerCase());
      press('Enter', 'Enter');
      await shown;
      const at = (name: string) => performance.getEntriesByName(name).at(-1)?.startTime ?? Number.NaN;
      const key = at('scan:key');
      times.push({ answered: at('scan:answer') - key, painted: at('scan:painted') - key });
      // The next person takes a moment; not always the same, so that scans do not fall into step with the screen.
      await new Promise(resolve => setTimeout(resolve, 15 + (times.length % 20)));
    }
    return times;
  }, codes);
}
