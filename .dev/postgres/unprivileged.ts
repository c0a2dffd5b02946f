import { readFileSync } from 'node:fs';

export type Identity = { readonly uid: number; readonly gid: number };

/** Whom Postgres runs as when we are root, since it refuses to be root itself; undefined when we are an ordinary user. */
export function unprivileged(): Identity | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find(entry => entry.startsWith('nobody:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  if (uid === undefined || gid === undefined)
    throw new Error('Postgres cannot run as root, and this machine has no user "nobody" to run it as.');
  return { uid: Number(uid), gid: Number(gid) };
}
