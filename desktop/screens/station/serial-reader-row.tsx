import { onScanned } from '../door/on-scanned.ts';
import { Button } from '../parts/button.tsx';
import { addSerialReader, serialReadersStore } from '../scanner/serial-readers.ts';
import { tell } from '../state/notice-store.ts';
import { useStore } from '../state/store.ts';
import { useWords } from '../wording/use-words.ts';

/** Connects a reader that does not type; nothing where the browser cannot reach one. */
export function SerialReaderRow() {
  const { say } = useWords();
  const heard = useStore(serialReadersStore, count => count);
  if (!('serial' in navigator)) return null;
  const connect = async () => {
    if (!(await addSerialReader(text => onScanned(text, 'scanner')))) tell(say('serialNotConnected'));
  };
  return (
    <div className="flex items-center justify-between gap-4">
      <div>
        <p className="text-16 font-medium">{say('serialReader')}</p>
        <p className="text-14 text-muted">{say('serialReaderHeard', { count: heard })}</p>
      </div>
      <Button onPress={() => void connect()}>{say('serialConnect')}</Button>
    </div>
  );
}
