import './theme/theme.css';
import { createRoot } from 'react-dom/client';
import { must } from '#shared/kernel/assert.ts';
import { App } from './app.tsx';
import { startLive } from './state/live-store.ts';

startLive();
createRoot(must(document.getElementById('screen'), 'the element that holds the screen')).render(<App />);
