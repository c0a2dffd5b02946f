import { captureScanner } from '../scanner/capture-scanner.ts';

// A field, a button and the scanner capture on a page, for the browser test.

const byId = (id: string) => document.getElementById(id);

captureScanner({
  onCode: text => {
    const line = document.createElement('li');
    line.textContent = text;
    byId('codes')?.append(line);
  },
  onKeys: strokes => byId('keys')?.append(strokes.map(stroke => stroke.key).join('')),
});
document.querySelector('form')?.addEventListener('submit', event => {
  event.preventDefault();
  const output = byId('submitted');
  if (output !== null) output.textContent = String(Number(output.textContent) + 1);
});
