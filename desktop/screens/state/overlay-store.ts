import type { OpId, OrderId } from '#shared/kernel/ids.ts';
import { createStore } from './store.ts';

/** What lies over the door screen; one thing at a time. A scan puts it away. */
export type Overlay =
  | { readonly kind: 'none' }
  | {
      readonly kind:
        | 'find'
        | 'type-code'
        | 'last'
        | 'place'
        | 'settings'
        | 'conflicts'
        | 'parked'
        | 'keys'
        | 'operator';
    }
  | { readonly kind: 'undo' | 'override'; readonly scanId: OpId }
  | { readonly kind: 'order'; readonly orderId: OrderId };

const nothing: Overlay = { kind: 'none' };
export const overlayStore = createStore<Overlay>(nothing);

export function openOverlay(overlay: Overlay): void {
  overlayStore.set(overlay);
}

export function closeOverlay(): void {
  overlayStore.set(nothing);
}
