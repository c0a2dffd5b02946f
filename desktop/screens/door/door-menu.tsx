import {
  Keyboard,
  ListOrdered,
  MapPin,
  Menu as MenuIcon,
  ScanText,
  Settings,
  Split,
  Volume2,
  VolumeX,
} from 'lucide-react';
import { Menu } from '../parts/menu.tsx';
import { openOverlay } from '../state/overlay-store.ts';
import { changeSettings, useSettings } from '../state/settings-store.ts';
import { useWords } from '../wording/use-words.ts';

/** Everything that is not one key away by a button of its own. */
export function DoorMenu() {
  const { say } = useWords();
  const { muted } = useSettings();
  const SoundIcon = muted ? VolumeX : Volume2;
  const item = (
    kind: 'type-code' | 'last' | 'conflicts' | 'place' | 'settings' | 'keys',
    label: string,
    Icon: typeof Keyboard,
    hint?: string,
  ) => ({
    key: kind,
    label,
    icon: <Icon aria-hidden="true" size={18} />,
    ...(hint === undefined ? {} : { hint }),
    onChoose: () => openOverlay({ kind }),
  });
  return (
    <span className="flex">
      <button
        type="button"
        aria-pressed={muted}
        aria-label={say('mute')}
        onClick={() => changeSettings({ muted: !muted })}
        className={`inline-flex size-11 items-center justify-center rounded-card ${muted ? 'text-refuse-ink' : ''}`}
      >
        <SoundIcon aria-hidden="true" size={20} />
      </button>
      <Menu
        label={say('menu')}
        trigger={<MenuIcon aria-hidden="true" size={20} />}
        items={[
          item('type-code', say('typeCode'), ScanText, 'T'),
          item('last', say('lastScans'), ListOrdered, 'L'),
          item('conflicts', say('conflicts'), Split),
          item('place', say('changePlace'), MapPin, 'P'),
          item('settings', say('settings'), Settings),
          item('keys', say('keys'), Keyboard, '?'),
        ]}
      />
    </span>
  );
}
