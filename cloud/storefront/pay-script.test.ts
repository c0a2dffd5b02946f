import path from 'node:path';
import vm from 'node:vm';
import { expect, test } from 'vitest';
import { compileSource } from './load-tsx.ts';

// The script as a browser runs it, beside as much of a page, a server and a payment provider as it touches.

type Failure = { readonly type: string; readonly message: string };
type Page = {
  readonly start?: { readonly status: number; readonly body: unknown } | 'no network';
  readonly confirm?: () => Promise<{ readonly error?: Failure }>;
  readonly leftMs?: number;
  /** What was answered to the first who asked, before `start`. */
  readonly before?: { readonly status: number; readonly body: unknown };
};

const script = compileSource(path.join(import.meta.dirname, 'scripts/pay.ts')).replace(/^export \{\};?$/m, '');
const here = '/o/lantern/pay/abc';
const started = { status: 200, body: { clientSecret: 's', publishableKey: 'k', account: 'a' } };
const refused = (code: string, sentence: string) => ({ status: 409, body: { error: { code, sentence, facts: {} } } });

/** Opens the page and lets everything happen that happens by itself. */
async function open({ start = started, confirm = async () => ({}), leftMs = 60_000, before }: Page) {
  const timer = aTimer();
  const went: string[] = [];
  const problem = { hidden: true, textContent: '' };
  let submit = async () => {};
  let tick = () => {};
  let now = 0;
  const form = aForm(heard => {
    submit = () => heard({ preventDefault() {} });
  });
  const left = { textContent: 'until tomorrow at 9' };
  const clock = {
    dataset: { leftMs: String(leftMs), words: '%time%' },
    querySelector: (name: string) => (name === '[data-left]' ? left : null),
  };
  const page: Readonly<Record<string, unknown>> = {
    '[data-left-ms]': clock,
    'form[data-pay]': form,
    '[data-problem]': problem,
  };
  const provider = {
    elements: () => ({ create: () => ({ mount() {}, on() {} }), submit: async () => ({}) }),
    confirmPayment: confirm,
  };
  const Stripe = () => provider;
  vm.runInNewContext(script, {
    document: { querySelector: (name: string) => page[name] ?? null, documentElement: {} },
    window: { Stripe },
    location: { pathname: here, replace: (to: string) => went.push(to), reload: () => went.push('again') },
    performance: { now: () => now },
    setInterval: (run: () => void) => {
      tick = run;
      return 1;
    },
    setTimeout: timer.set,
    clearInterval() {},
    addEventListener() {},
    matchMedia: () => ({ matches: false }),
    getComputedStyle: () => ({ getPropertyValue: () => '' }),
    fetch: aServer(before === undefined ? [start] : [before, start]),
  });
  await settled();
  return {
    went,
    left,
    problem,
    form,
    pay: async () => {
      const paid = submit();
      await settled();
      return paid;
    },
    timer,
    startPaying: () => void submit(),
    pass: (ms: number) => {
      now += ms;
      tick();
    },
  };
}

/** Answers one after the other, and then as the last time. */
function aServer(answers: NonNullable<Page['start']>[]) {
  return async () => {
    const answer = (answers.length > 1 ? answers.shift() : answers[0]) ?? started;
    if (answer === 'no network') throw new Error('offline');
    return { ok: answer.status === 200, status: answer.status, json: async () => answer.body };
  };
}

/** What waits until somebody says that the time has passed. */
function aTimer() {
  const waits: number[] = [];
  let run = () => {};
  return {
    waits,
    set: (later: () => void, ms: number) => {
      waits.push(ms);
      run = later;
    },
    onward: async () => {
      run();
      await settled();
    },
  };
}

/** The card's form, and what its script does when it is sent. */
function aForm(onSubmit: (heard: (event: object) => Promise<void>) => void) {
  const button = { disabled: true, focus() {} };
  const parts: Readonly<Record<string, unknown>> = { button, '[data-card]': {}, '[data-status]': { textContent: '' } };
  return {
    hidden: true,
    dataset: {
      start: `${here}/start`,
      return: `https://shop.test${here}/return`,
      declined: 'Declined: %reason%',
      failed: 'No form',
    },
    querySelector: (name: string) => parts[name],
    addEventListener: (_: string, heard: (event: object) => Promise<void>) => onSubmit(heard),
  };
}

/** Whatever answered at once has been heard. */
function settled(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}

test.each(['payments-inactive', 'payment-refused', 'wrong-state'])(
  '[SH-8] %s is told, and nothing is asked again',
  async code => {
    const page = await open({ start: refused(code, 'This organization takes no payments now.') });
    expect([page.went, page.problem, page.form.hidden]).toEqual([
      [],
      { hidden: false, textContent: 'This organization takes no payments now.' },
      true,
    ]);
  },
);

test('[PY-8] whoever has to wait before they may pay reads so, and the page goes on by itself', async () => {
  const before = {
    status: 429,
    body: { error: { code: 'too-many-requests', sentence: 'In four minutes.', facts: { retryAfterMs: 240_000 } } },
  };
  const page = await open({ before });
  expect([page.timer.waits, page.problem.textContent]).toEqual([[240_000], 'In four minutes.']);
  await page.timer.onward();
  expect([page.went, page.problem.hidden, page.form.hidden]).toEqual([[], true, false]);
});

test.each(['hold-lapsed', 'payment-under-way'])('[SH-10] %s leads to how the order stands', async code => {
  expect((await open({ start: refused(code, '') })).went).toEqual([`${here}/return`]);
});

test('[SH-8] without a network the other way to pay is named', async () => {
  expect((await open({ start: 'no network' })).problem.textContent).toBe('No form');
});

test.each(['card_error', 'validation_error'])('[SH-8] a %s charged nothing, and is told', async type => {
  const page = await open({ confirm: async () => ({ error: { type, message: 'No funds.' } }) });
  await page.pay();
  expect([page.went, page.problem.textContent]).toEqual([[], 'Declined: No funds.']);
});

test('[PY-3] after a lost answer nobody says that nothing was charged: the provider is asked', async () => {
  const broken = await open({
    confirm: async () => ({ error: { type: 'api_connection_error', message: 'Offline.' } }),
  });
  await broken.pay();
  expect([broken.went, broken.problem.textContent]).toEqual([[`${here}/return`], '']);
  const thrown = await open({ confirm: () => Promise.reject(new Error('Failed to fetch')) });
  await thrown.pay();
  expect([thrown.went, thrown.problem.textContent]).toEqual([[`${here}/return`], '']);
});

test.each([
  [86_340_000, 'until tomorrow at 9'],
  [3_600_000, 'until tomorrow at 9'],
  [3_599_000, '59:59'],
  [65_000, '1:05'],
])('[SH-10] the seconds count down in the last hour; before it stands until when: %i ms', async (leftMs, words) => {
  expect((await open({ leftMs })).left.textContent).toBe(words);
});

test('[SH-10] when the time runs out the provider is asked; a payment under way is waited for', async () => {
  const idle = await open({ leftMs: 5_000 });
  idle.pass(5_000);
  expect(idle.went).toEqual([`${here}/return`]);

  const answers: ((answer: { error: Failure }) => void)[] = [];
  const busy = await open({ leftMs: 5_000, confirm: () => new Promise(resolve => answers.push(resolve)) });
  busy.startPaying();
  await settled();
  busy.pass(5_000);
  expect(busy.went).toEqual([]);
  for (const answer of answers) answer({ error: { type: 'card_error', message: 'The bank said no.' } });
  await settled();
  expect(busy.went).toEqual([`${here}/return`]);
});
