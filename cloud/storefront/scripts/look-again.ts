// Looks again by itself and shows what became of it, without throwing anybody back to the top of the page.
export {};

const place = document.querySelector<HTMLElement>('[data-look-again]');
if (place !== null) wait(place);

function wait(shown: HTMLElement): void {
  const seconds = Number(shown.dataset.lookAgain);
  if (seconds > 0) setTimeout(() => void look(shown), seconds * 1000);
}

async function look(shown: HTMLElement): Promise<void> {
  const answer = await fetch(shown.dataset.at ?? location.href).catch(() => null);
  if (answer === null || !answer.ok) return wait(shown);
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const fresh = page.querySelector<HTMLElement>('[data-look-again]');
  // It is over: the next page is somewhere else.
  if (fresh === null) return location.replace(answer.url);
  if (fresh.innerHTML !== shown.innerHTML) {
    shown.replaceChildren(...fresh.childNodes);
    document.title = page.title;
  }
  shown.dataset.lookAgain = fresh.dataset.lookAgain ?? '0';
  wait(shown);
}
