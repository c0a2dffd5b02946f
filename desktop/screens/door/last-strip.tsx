import { Camera, Search, Undo2 } from 'lucide-react';
import type { LastScan } from '#shared/api/station.ts';
import { Button } from '../parts/button.tsx';
import { clockSeconds } from '../wording/format.ts';
import { useWords } from '../wording/use-words.ts';
import { type Place, verdictText } from '../wording/verdict-text.ts';
import { toneLooks } from './tone-looks.ts';
import { toneOf } from './tone-of.ts';

export type LastStripProps = {
  readonly last: readonly LastScan[];
  readonly place: Place;
  readonly cameraOn: boolean;
  readonly onLast: () => void;
  readonly onFind: () => void;
  readonly onUndo: () => void;
  readonly onCamera: () => void;
};

/** The stub under the verdict: the last scans, and what is one key away. */
export function LastStrip(props: LastStripProps) {
  const { say } = useWords();
  return (
    <footer className="flex flex-wrap items-center gap-2 border-t border-dashed border-muted bg-paper px-2 py-1 sm:flex-nowrap">
      <button
        type="button"
        aria-label={say('lastScans')}
        onClick={props.onLast}
        className="flex min-h-11 min-w-0 flex-1 basis-full items-center gap-6 overflow-hidden rounded-card px-2 text-start text-14 sm:basis-0"
      >
        {props.last.length === 0 ? (
          <span className="text-muted">{say('noScansYet')}</span>
        ) : (
          props.last.slice(0, 4).map((scan, at) => (
            <span key={scan.scanId} className={at > 1 ? 'hidden lg:inline' : ''}>
              <LastScanLine scan={scan} place={props.place} />
            </span>
          ))
        )}
      </button>
      <div className="grid flex-1 grid-cols-3 gap-2 sm:flex sm:flex-none">
        <Button icon={<Search aria-hidden="true" size={18} />} hint="/" onPress={props.onFind}>
          {say('find')}
        </Button>
        <Button
          icon={<Camera aria-hidden="true" size={18} />}
          hint="C"
          pressed={props.cameraOn}
          onPress={props.onCamera}
        >
          {say('camera')}
        </Button>
        <Button icon={<Undo2 aria-hidden="true" size={18} />} hint="U" onPress={props.onUndo}>
          {say('undo')}
        </Button>
      </div>
    </footer>
  );
}

export function LastScanLine({ scan, place }: { readonly scan: LastScan; readonly place: Place }) {
  const { say } = useWords();
  const look = toneLooks[toneOf(scan)];
  const Icon = look.icon;
  const text = verdictText(scan, place);
  const about = scan.verdict.kind === 'admit' ? (scan.ticket?.tierName ?? text.word) : text.word;
  return (
    <span
      className={`inline-flex shrink-0 items-center gap-1.5 whitespace-nowrap ${scan.undone ? 'line-through' : ''}`}
    >
      <span className="text-muted">{clockSeconds(scan.at, place.zone)}</span>
      <Icon aria-hidden="true" size={16} className={look.ink} />
      <bdi>{about}</bdi>
      {scan.undone && <span className="sr-only">{say('takenBack')}</span>}
      {scan.verify && <span className="text-muted">({say('modeVerify')})</span>}
    </span>
  );
}
