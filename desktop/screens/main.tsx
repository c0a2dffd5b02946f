import './theme/theme.css';
import { createRoot } from 'react-dom/client';
import { must } from '#shared/kernel/assert.ts';
import { App } from './app.tsx';
import { listenScanner } from './door/listen-scanner.ts';
import { openSoundEarly } from './door/play-sound.ts';
import { startLive } from './state/live-store.ts';

startLive();
openSoundEarly();
// Before anything is drawn: a reader does not wait for a screen.
listenScanner();
createRoot(must(document.getElementById('screen'), 'the element that holds the screen')).render(<App />);
