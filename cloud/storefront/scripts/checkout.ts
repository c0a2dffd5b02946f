// A form that was sent is not sent again by a second tap. The server would answer the same, but nobody should wonder.
export {};

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-once]')) {
  let sent = false;
  form.addEventListener('submit', event => {
    if (sent) event.preventDefault();
    sent = true;
    form.querySelector('button.strong')?.setAttribute('aria-disabled', 'true');
  });
  // Back from the next page, the form may be sent anew.
  addEventListener('pageshow', () => {
    sent = false;
    form.querySelector('button.strong')?.removeAttribute('aria-disabled');
  });
}
