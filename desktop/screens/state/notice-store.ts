import { createStore } from './store.ts';

/** A short sentence at the edge of the screen, with at most one thing to do about it. */
export type Notice = {
  readonly id: number;
  readonly sentence: string;
  readonly action: { readonly label: string; readonly run: () => void } | null;
};

export const noticeStore = createStore<Notice | null>(null);

let lastId = 0;
export function tell(sentence: string, action: Notice['action'] = null): void {
  lastId += 1;
  noticeStore.set({ id: lastId, sentence, action });
}
