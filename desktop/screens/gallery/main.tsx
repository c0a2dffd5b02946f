import '../theme/theme.css';
import { createRoot } from 'react-dom/client';
import { must } from '#shared/kernel/assert.ts';
import { Gallery } from './gallery.tsx';

createRoot(must(document.getElementById('screen'), 'the element that holds the gallery')).render(<Gallery />);
