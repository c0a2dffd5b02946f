/** Why there is no picture, as far as the browser tells. */
export type CameraProblem =
  | { readonly kind: 'not-allowed' }
  | { readonly kind: 'no-camera' }
  | { readonly kind: 'in-use' }
  | { readonly kind: 'unplugged' }
  | { readonly kind: 'no-decoder'; readonly reason: string };

/** What `getUserMedia` threw, in our words. */
export function cameraProblemOf(fault: unknown): CameraProblem {
  const name = fault instanceof Error ? fault.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return { kind: 'not-allowed' };
  if (name === 'NotReadableError' || name === 'AbortError') return { kind: 'in-use' };
  return { kind: 'no-camera' };
}
