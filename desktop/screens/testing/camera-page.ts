import { listCameras } from '../camera/list-cameras.ts';
import { openCamera } from '../camera/open-camera.ts';

// The camera alone on a page, for the browser test: writes down what it reads.

const byId = (id: string) => document.getElementById(id);

const camera = await openCamera({
  onText: text => {
    const line = document.createElement('li');
    line.textContent = text;
    byId('texts')?.append(line);
  },
  onProblem: problem => {
    const output = byId('problem');
    if (output !== null) output.textContent = problem.kind;
  },
});
const decoder = byId('decoder');
if (decoder !== null && camera !== null)
  decoder.textContent = `${camera.decoder}, ${(await listCameras()).length} cameras`;
byId('close')?.addEventListener('click', () => camera?.close());
