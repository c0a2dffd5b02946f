import { run } from './bootstrap/run.mjs';

await run('.dev/start/main.ts');
