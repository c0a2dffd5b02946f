import { refusal } from '#shared/kernel/refusal.ts';

/** One more of something that is read whole: refused where there are as many as may be. */
export function requireRoom(present: readonly unknown[], max: number): void {
  if (present.length >= max) throw refusal('too-large', { max });
}
