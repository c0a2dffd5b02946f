// Counts down, and puts the provider's card form in its place. No card number ever passes through here.
export {};

type Failure = { readonly type?: string; readonly message?: string };
type Elements = {
  create(
    kind: 'payment',
    options?: object,
  ): { mount(place: HTMLElement): void; on(event: 'ready' | 'loaderror', heard: () => void): void };
  submit(): Promise<{ readonly error?: Failure }>;
};
type Provider = {
  elements(options: object): Elements;
  confirmPayment(options: object): Promise<{ readonly error?: Failure }>;
};
declare global {
  interface Window {
    readonly Stripe?: (key: string, options: object) => Provider;
  }
}

/** A payment is on its way, and perhaps the bank is asking: nobody takes the page away meanwhile. */
let paying = false;
/** The time ran out while it was. */
let over = false;

const clock = document.querySelector<HTMLElement>('[data-left-ms]');
if (clock !== null) countDown(clock);
const form = document.querySelector<HTMLFormElement>('form[data-pay]');
if (form !== null) void offerCard(form);

// A page that comes back from the browser's own memory may be long out of date.
addEventListener('pageshow', event => {
  if (event.persisted) location.reload();
});

/** By the time that passed here, not by the clock on this device, which may be wrong. */
function countDown(place: HTMLElement): void {
  const endsAt = performance.now() + Number(place.dataset.leftMs);
  const left = place.querySelector('[data-left]');
  const warning = place.querySelector('[data-warning]');
  const warnings = JSON.parse(place.dataset.warnings ?? '[]') as readonly string[];
  const show = () => {
    const seconds = Math.ceil((endsAt - performance.now()) / 1000);
    if (seconds <= 0) {
      clearInterval(timer);
      over = true;
      if (!paying) settle();
      return;
    }
    // Until when is written there already; nobody wants to watch the seconds of a day.
    if (left !== null && seconds < 3600)
      left.textContent = (place.dataset.words ?? '').replace('%time%', clockOf(seconds));
    if (seconds <= 120) place.dataset.late = '';
    const said = seconds === 120 ? warnings[0] : seconds === 60 ? warnings[1] : undefined;
    if (said !== undefined && warning !== null) warning.textContent = said;
  };
  const timer = setInterval(show, 1000);
  show();
}

/** 9:05 */
function clockOf(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

async function offerCard(card: HTMLFormElement): Promise<void> {
  const { start = '', failed = '', working = '', declined = '', language = 'en' } = card.dataset;
  const back = card.dataset.return ?? '';
  const button = card.querySelector('button');
  const place = card.querySelector<HTMLElement>('[data-card]');
  const status = card.querySelector('[data-status]');
  if (button === null || place === null || status === null) return;
  card.hidden = false;
  let started = await begin(start);
  // Told to wait, as where cards are tried out nearby: the page goes on by itself.
  while (started.kind === 'refused' && started.againMs > 0 && !over) {
    const { sentence, againMs } = started;
    tell(sentence);
    await new Promise(resolve => setTimeout(resolve, againMs));
    started = await begin(start);
    tell('');
  }
  if (started.kind === 'moved') return settle();
  if (started.kind === 'refused' || window.Stripe === undefined) {
    card.hidden = true;
    tell(started.kind === 'refused' && started.sentence !== '' ? started.sentence : failed);
    return;
  }
  const provider = window.Stripe(started.publishableKey, { stripeAccount: started.account, locale: language });
  const elements = provider.elements({ clientSecret: started.clientSecret, appearance: looks() });
  const payment = elements.create('payment');
  payment.on('ready', () => {
    button.disabled = false;
  });
  payment.on('loaderror', () => tell(failed));
  payment.mount(place);
  card.addEventListener('submit', async event => {
    event.preventDefault();
    button.disabled = true;
    tell('');
    status.textContent = working;
    paying = true;
    const outcome = await pay(provider, elements, started.clientSecret, back);
    paying = false;
    // What became of it the provider knows; the next page asks it.
    if (outcome.kind === 'unsure' || over) return settle();
    status.textContent = '';
    button.disabled = false;
    tell(declined.replace('%reason%', outcome.reason));
    button.focus();
  });
}

/** On to the page that asks the provider first, and then shows how the order stands. */
function settle(): void {
  location.replace(`${location.pathname.replace(/\/return$/, '')}/return`);
}

type Started =
  | {
      readonly kind: 'started';
      readonly clientSecret: string;
      readonly publishableKey: string;
      readonly account: string;
    }
  /** The order is no longer what this page shows. */
  | { readonly kind: 'moved' }
  | { readonly kind: 'refused'; readonly sentence: string; readonly againMs: number };

async function begin(url: string): Promise<Started> {
  try {
    const answer = await fetch(url, { method: 'POST', headers: { accept: 'application/json' } });
    const said = await answer.json();
    if (answer.ok) return { ...said, kind: 'started' };
    const { code, sentence, facts } = said.error;
    return code === 'hold-lapsed' || code === 'payment-under-way'
      ? { kind: 'moved' }
      : {
          kind: 'refused',
          sentence: String(sentence),
          againMs: code === 'too-many-requests' ? Number(facts.retryAfterMs) : 0,
        };
  } catch {
    return { kind: 'refused', sentence: '', againMs: 0 };
  }
}

/** `refused`: by the form or the card, and certainly nothing was charged. `unsure`: anything else, a lost answer for one. */
type Outcome = { readonly kind: 'refused'; readonly reason: string } | { readonly kind: 'unsure' };

/** Answers only when the browser is not on its way to the next page. */
async function pay(provider: Provider, elements: Elements, clientSecret: string, back: string): Promise<Outcome> {
  try {
    const checked = await elements.submit();
    if (checked.error !== undefined) return { kind: 'refused', reason: checked.error.message ?? '' };
    const { error } = await provider.confirmPayment({ elements, clientSecret, confirmParams: { return_url: back } });
    const certain = error?.type === 'card_error' || error?.type === 'validation_error';
    return certain ? { kind: 'refused', reason: error.message ?? '' } : { kind: 'unsure' };
  } catch {
    return { kind: 'unsure' };
  }
}

function tell(problem: string): void {
  const place = document.querySelector<HTMLElement>('[data-problem]');
  if (place === null) return;
  place.hidden = problem === '';
  place.textContent = problem;
}

/** The provider's form in our colours. */
function looks(): object {
  const style = getComputedStyle(document.documentElement);
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  return {
    theme: dark ? 'night' : 'stripe',
    variables: { borderRadius: '10px', fontSizeBase: '16px', fontFamily: style.getPropertyValue('--text') },
  };
}
