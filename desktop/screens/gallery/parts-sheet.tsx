import { Check, Search } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../parts/button.tsx';
import { ChoiceChips } from '../parts/choice-chips.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { KeyHint } from '../parts/key-hint.tsx';
import { Menu } from '../parts/menu.tsx';
import { Pill } from '../parts/pill.tsx';
import { PinPad } from '../parts/pin-pad.tsx';
import { ProblemBanner } from '../parts/problem-banner.tsx';
import { SwitchRow } from '../parts/switch-row.tsx';
import { TableList } from '../parts/table-list.tsx';
import { TextField } from '../parts/text-field.tsx';
import { Toast } from '../parts/toast.tsx';
import { useWords } from '../wording/use-words.ts';

const nothing = () => undefined;

/** The small parts, each in the states it has. */
export function PartsSheet() {
  const { say } = useWords();
  const [chosen, setChosen] = useState<'one' | 'two'>('one');
  const [on, setOn] = useState(true);
  const [text, setText] = useState('');
  return (
    <div className="flex flex-col gap-6 bg-paper p-6">
      <Buttons />
      <div className="flex flex-wrap gap-4">
        {(['plain', 'admit', 'used', 'refuse', 'out', 'unsure'] as const).map(tone => (
          <Pill key={tone} tone={tone} icon={<Check aria-hidden="true" size={16} />}>
            {say('link-online')}
          </Pill>
        ))}
      </div>
      <ProblemBanner sentence={say('tooOld')} reassurance={say('nothingLost')} />
      <ProblemBanner grave sentence={say('troubleStationGone')} reassurance={say('nothingLost')} />
      <Toast
        sentence={say('undone')}
        action={{ label: say('undo'), run: nothing }}
        closeLabel={say('close')}
        onClose={nothing}
      />
      <ChoiceChips
        label={say('reason')}
        options={[
          { value: 'one', label: say('reasonKnown') },
          { value: 'two', label: say('reasonByMistake') },
        ]}
        value={chosen}
        onChoose={setChosen}
      />
      <SwitchRow label={say('workOffline')} about={say('workOfflineAbout')} on={on} onChange={setOn} />
      <TextField label={say('findLabel')} value={text} onChange={setText} hint={say('findEmptyNext')} />
      <TextField label={say('code')} value={text} onChange={setText} problem={say('typeFirst')} code />
      <EmptyState icon={<Search aria-hidden="true" />} title={say('foundNone')} next={say('foundNoneNext')} />
      <Scans />
      <PinPad label={say('pin')} value="1234" onChange={nothing} onDone={nothing} problem={say('enterPin')} />
    </div>
  );
}

function Buttons() {
  const { say } = useWords();
  return (
    <div className="flex flex-wrap items-center gap-3">
      {(['primary', 'quiet', 'plain', 'danger'] as const).map(look => (
        <Button key={look} look={look} icon={<Check aria-hidden="true" size={18} />} onPress={nothing}>
          {say('check')}
        </Button>
      ))}
      <Button hint="Enter" onPress={nothing}>
        {say('confirmAdmit')}
      </Button>
      <Button disabledReason={say('chooseReason')} onPress={nothing}>
        {say('admitAnyway')}
      </Button>
      <Menu
        label={say('menu')}
        trigger={say('menu')}
        items={[{ key: 'a', label: say('settings'), hint: 'S', onChoose: nothing }]}
      />
      <KeyHint keys="Ctrl K" />
    </div>
  );
}

function Scans() {
  const { say } = useWords();
  return (
    <TableList
      caption={say('lastScans')}
      columns={[
        { key: 'time', title: say('time'), cell: row => row.time },
        { key: 'who', title: say('ticket'), cell: row => row.who },
        {
          key: 'action',
          title: say('action'),
          end: true,
          cell: () => <Button onPress={nothing}>{say('undo')}</Button>,
        },
      ]}
      rows={[
        { time: '20:14', who: 'Viola Cesario' },
        { time: '20:12', who: 'Sebastian Hart' },
      ]}
      keyOf={row => row.time}
      isChosen={row => row.time === '20:12'}
    />
  );
}
