import type { Scene } from './own-use.ts';

/** What no route gives: nothing yet. Run before each round of own use. */
export async function prepareScene(_scene: Scene): Promise<void> {}
