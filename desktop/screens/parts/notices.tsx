import { useEffect } from 'react';
import { noticeStore } from '../state/notice-store.ts';
import { useStore } from '../state/store.ts';
import { useWords } from '../wording/use-words.ts';
import { Toast } from './toast.tsx';

const noticeMs = 8_000;

/** The newest notice, until it was read or had its time. */
export function Notices() {
  const { say } = useWords();
  const notice = useStore(noticeStore, value => value);
  useEffect(() => {
    if (notice === null) return;
    const timer = setTimeout(() => noticeStore.set(null), noticeMs);
    return () => clearTimeout(timer);
  }, [notice]);
  if (notice === null) return null;
  return (
    <div className="fixed inset-x-0 bottom-20 z-40 mx-auto flex w-fit max-w-[92%] justify-center">
      <Toast
        key={notice.id}
        sentence={notice.sentence}
        action={notice.action}
        closeLabel={say('close')}
        onClose={() => noticeStore.set(null)}
      />
    </div>
  );
}
