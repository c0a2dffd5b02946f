import { run } from './bootstrap/run.mjs';

await run('.dev/test/main.ts');
