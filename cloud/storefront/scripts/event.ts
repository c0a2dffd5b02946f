// Steps beside each number, the sum of what was chosen, and what is left every few seconds. Without it the form works as it is.
export {};

type Left = { readonly tierId: string; readonly max: number; readonly words: string | null; readonly offered: boolean };

const form = document.querySelector<HTMLFormElement>('form[data-event]');
if (form !== null) enliven(form);

function enliven(choice: HTMLFormElement): void {
  choice.classList.add('stepped');
  for (const row of choice.querySelectorAll<HTMLElement>('[data-tier]')) {
    const input = row.querySelector('input');
    if (input === null) continue;
    for (const button of row.querySelectorAll<HTMLButtonElement>('[data-step]')) {
      button.hidden = false;
      button.addEventListener('click', () => {
        step(input, Number(button.dataset.step));
        refresh(choice);
      });
    }
  }
  choice.addEventListener('input', () => refresh(choice));
  // A page that comes back with the back button has its numbers again.
  addEventListener('pageshow', () => refresh(choice));
  refresh(choice);
  const look = () => {
    if (document.visibilityState === 'visible') void renew(choice);
  };
  setInterval(look, 15_000);
  document.addEventListener('visibilitychange', look);
}

/** From none at once to the fewest that are sold together, and back. */
function step(input: HTMLInputElement, by: number): void {
  const least = Number(input.dataset.least);
  const before = Number(input.value) || 0;
  const wanted = before + by;
  const allowed = wanted < least ? (by > 0 ? least : 0) : wanted;
  input.value = String(Math.max(0, Math.min(Number(input.max), allowed)));
}

function refresh(choice: HTMLFormElement): void {
  let count = 0;
  let minor = 0;
  let currency = '';
  for (const row of choice.querySelectorAll<HTMLElement>('[data-tier]')) {
    const input = row.querySelector('input');
    if (input === null) continue;
    const value = input.disabled ? 0 : Number(input.value) || 0;
    count += value;
    minor += value * Number(input.dataset.price);
    currency = input.dataset.currency ?? '';
    const [fewer, more] = row.querySelectorAll<HTMLButtonElement>('[data-step]');
    if (fewer !== undefined) fewer.disabled = value <= 0 || input.disabled;
    if (more !== undefined) more.disabled = value >= Number(input.max) || input.disabled;
  }
  const line = choice.querySelector<HTMLElement>('[data-sum]');
  const total = choice.querySelector<HTMLElement>('[data-sum-total]');
  const number = choice.querySelector<HTMLElement>('[data-sum-count]');
  if (line === null || total === null || number === null) return;
  line.hidden = count === 0;
  if (count === 0) return;
  const { lang } = document.documentElement;
  const format = new Intl.NumberFormat(`${lang === 'en' ? 'en-GB' : lang}-u-nu-latn`, { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  total.textContent = format.format(minor / 10 ** digits);
  const words = JSON.parse(number.dataset.words ?? '[]') as readonly string[];
  number.textContent = words[count - 1] ?? `${count} ×`;
}

async function renew(choice: HTMLFormElement): Promise<void> {
  try {
    // Also of what a code opened on this page.
    const seen = [...choice.querySelectorAll<HTMLElement>('[data-tier]')].map(row => row.dataset.tier);
    const answer = await fetch(`${choice.dataset.availability}?tiers=${seen.join(',')}`, {
      headers: { accept: 'application/json' },
    });
    if (!answer.ok) return;
    const { tiers } = (await answer.json()) as { readonly tiers: readonly Left[] };
    for (const tier of tiers) show(choice, tier);
    refresh(choice);
  } catch {
    // Without a network the page stays as it was; the form asks again when it is sent.
  }
}

function show(choice: HTMLFormElement, tier: Left): void {
  const row = choice.querySelector<HTMLElement>(`[data-tier="${tier.tierId}"]`);
  const input = row?.querySelector('input');
  const words = row?.querySelector('[data-left]');
  if (!row || !input || !words) return;
  row.classList.toggle('off', !tier.offered);
  input.disabled = !tier.offered;
  input.max = String(tier.max);
  if (Number(input.value) > tier.max) input.value = String(tier.max);
  if (words.textContent !== (tier.words ?? '')) words.textContent = tier.words ?? '';
}
