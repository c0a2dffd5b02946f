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
      location.replace(location.pathname.replace(/\/return$/, ''));
      return;
    }
    const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    if (left !== null) left.textContent = (place.dataset.words ?? '').replace('%time%', time);
    if (seconds <= 120) place.dataset.late = '';
    const said = seconds === 120 ? warnings[0] : seconds === 60 ? warnings[1] : undefined;
    if (said !== undefined && warning !== null) warning.textContent = said;
  };
  const timer = setInterval(show, 1000);
  show();
}

async function offerCard(card: HTMLFormElement): Promise<void> {
  const { start = '', failed = '', working = '', declined = '', language = 'en' } = card.dataset;
  const back = card.dataset.return ?? '';
  const button = card.querySelector('button');
  const place = card.querySelector<HTMLElement>('[data-card]');
  const status = card.querySelector('[data-status]');
  if (button === null || place === null || status === null) return;
  card.hidden = false;
  const started = await begin(start).catch(() => null);
  if (started === null || window.Stripe === undefined) {
    card.hidden = true;
    tell(failed);
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
    const failure = await pay(provider, elements, started.clientSecret, back);
    status.textContent = '';
    button.disabled = false;
    if (failure === null) return;
    tell(declined.replace('%reason%', failure.message ?? ''));
    button.focus();
  });
}

type Started = { readonly clientSecret: string; readonly publishableKey: string; readonly account: string };

async function begin(url: string): Promise<Started> {
  const answer = await fetch(url, { method: 'POST', headers: { accept: 'application/json' } });
  if (answer.status === 409) location.reload();
  if (!answer.ok) throw new Error(`the payment could not be started: ${answer.status}`);
  return (await answer.json()) as Started;
}

/** Null when the browser is on its way to the next page. */
async function pay(
  provider: Provider,
  elements: Elements,
  clientSecret: string,
  back: string,
): Promise<Failure | null> {
  try {
    const checked = await elements.submit();
    if (checked.error !== undefined) return checked.error;
    const { error } = await provider.confirmPayment({ elements, clientSecret, confirmParams: { return_url: back } });
    return error ?? null;
  } catch (error) {
    return { message: error instanceof Error ? error.message : '' };
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
