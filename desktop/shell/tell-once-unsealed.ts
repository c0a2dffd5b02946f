import { existsSync, writeFileSync } from 'node:fs';
import type { ShellSecretStore } from './create-secret-store.ts';

const sentence =
  'This computer offers no store for secrets, so the station’s key lies in a file that only this user can read. Install a keyring (on Linux: gnome-keyring or KWallet) to have it sealed.';

/** Says once on each machine that the station's key is not sealed. */
export async function tellOnceUnsealed(
  secrets: ShellSecretStore,
  markFile: string,
  tell: (sentence: string) => unknown,
): Promise<void> {
  if ((await secrets.protection()) === 'sealed' || existsSync(markFile)) return;
  console.warn(sentence);
  writeFileSync(markFile, 'told\n');
  await tell(sentence);
}
