import { languages } from '#shared/catalog/languages.ts';
import { playSound } from '../door/play-sound.ts';
import { changeStationOrTell } from '../door/run-verb.ts';
import { Button } from '../parts/button.tsx';
import { ChoiceChips } from '../parts/choice-chips.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { SwitchRow } from '../parts/switch-row.tsx';
import { useLive } from '../state/live-store.ts';
import { closeOverlay } from '../state/overlay-store.ts';
import { changeSettings, themeChoices, useSettings } from '../state/settings-store.ts';
import { languageNames, useWords } from '../wording/use-words.ts';
import { SelfTestCode } from './self-test-code.tsx';
import { SerialReaderRow } from './serial-reader-row.tsx';
import { StationFacts } from './station-facts.tsx';

/** What this window shows, what this station does, and what it is. */
export function SettingsDialog() {
  const { say } = useWords();
  const settings = useSettings();
  const paired = useLive(state => state.pairing.kind === 'paired');
  const offline = useLive(state => state.sync.link === 'paused');
  return (
    <Dialog title={say('settings')} onClose={closeOverlay}>
      <div className="flex flex-col gap-6">
        <ChoiceChips
          label={say('language')}
          options={languages.map(language => ({ value: language, label: languageNames[language] }))}
          value={settings.language}
          onChoose={language => changeSettings({ language })}
        />
        <ChoiceChips
          label={say('theme')}
          options={themeChoices.map(theme => ({ value: theme, label: say(`theme-${theme}`) }))}
          value={settings.theme}
          onChoose={theme => changeSettings({ theme })}
        />
        <div className="flex flex-col divide-y divide-line border-y border-line">
          <SwitchRow
            label={say('soundOn')}
            about={say('soundAbout')}
            on={!settings.muted}
            onChange={on => changeSettings({ muted: !on })}
          />
          <SwitchRow
            label={say('letterKeys')}
            about={say('letterKeysAbout')}
            on={settings.letterKeys}
            onChange={letterKeys => changeSettings({ letterKeys })}
          />
          {paired === true && (
            <SwitchRow
              label={say('workOffline')}
              about={say('workOfflineAbout')}
              on={offline === true}
              onChange={on => void changeStationOrTell('setOffline', { offline: on })}
            />
          )}
        </div>
        <div className="flex flex-wrap gap-2">
          {(['admit', 'ask', 'used', 'refuse', 'out', 'unsure'] as const).map(tone => (
            <Button key={tone} onPress={() => playSound(tone)}>
              {say(`sound-${tone}`)}
            </Button>
          ))}
        </div>
        <SelfTestCode />
        <SerialReaderRow />
        <StationFacts />
      </div>
    </Dialog>
  );
}
