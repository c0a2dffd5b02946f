import { Dialog } from '../parts/dialog.tsx';
import { closeOverlay } from '../state/overlay-store.ts';
import { useWords } from '../wording/use-words.ts';
import { shortcutKeys } from './shortcut-keys.ts';

/** Which key does what, from the very table that the keyboard handler reads. */
export function KeysDialog() {
  const { say } = useWords();
  return (
    <Dialog title={say('keys')} onClose={closeOverlay}>
      <dl>
        {shortcutKeys.map(shortcut => (
          <div
            key={shortcut.does}
            className="flex min-h-11 items-center justify-between border-b border-line last:border-b-0"
          >
            <dt>{say(`does-${shortcut.does}`)}</dt>
            <dd className="flex gap-2" dir="ltr">
              {shortcut.keys.map(key => (
                <kbd key={key} className="rounded-[4px] border border-muted px-2 font-sans text-14 leading-6">
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
