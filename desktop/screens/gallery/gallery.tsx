import type { ReactNode } from 'react';
import {
  type CannedText,
  cannedAnswer,
  cannedPlace,
  cannedVerdicts,
  lastScanOf,
} from '#fixtures/gallery/canned-answers.ts';
import { cannedState, gate2, twelfthNight } from '#fixtures/gallery/canned-state.ts';
import type { Language } from '#shared/catalog/languages.ts';
import { LastStrip } from '../door/last-strip.tsx';
import { ReadyPanel } from '../door/ready-panel.tsx';
import { TroublePanel } from '../door/trouble-panel.tsx';
import { VerdictPanel } from '../door/verdict-panel.tsx';
import { Button } from '../parts/button.tsx';
import { LanguageContext } from '../wording/use-words.ts';
import { PartsSheet } from './parts-sheet.tsx';

const looks: readonly { language: Language; dir: 'ltr' | 'rtl'; theme: 'light' | 'dark' }[] = [
  { language: 'en', dir: 'ltr', theme: 'light' },
  { language: 'de', dir: 'ltr', theme: 'dark' },
  { language: 'ar', dir: 'rtl', theme: 'light' },
  { language: 'ar', dir: 'rtl', theme: 'dark' },
];
const nothing = () => undefined;

/** Every part in every state, in both themes and both directions. */
export function Gallery() {
  return (
    <main className="h-full overflow-auto p-4">
      <h1 className="text-28 font-bold">Parts</h1>
      {looks.map(look => (
        <section
          key={`${look.language}-${look.theme}`}
          lang={look.language}
          dir={look.dir}
          data-theme={look.theme}
          className="my-6 flex flex-col gap-6 rounded-card bg-ground p-6 text-ink"
        >
          <h2 className="text-20 font-semibold">
            {look.language} · {look.theme}
          </h2>
          <LanguageContext value={look.language}>
            <PartsSheet />
            <Panels language={look.language} />
          </LanguageContext>
        </section>
      ))}
    </main>
  );
}

function Panels({ language }: { readonly language: Language }) {
  const place = { ...cannedPlace, language };
  const state = cannedState();
  const texts = Object.keys(cannedVerdicts) as CannedText[];
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {texts.map(text => (
        <Frame key={text}>
          <VerdictPanel
            answer={cannedAnswer(text)}
            place={place}
            onConfirm={nothing}
            actions={
              <Button look="onColour" onPress={nothing}>
                {text}
              </Button>
            }
          />
        </Frame>
      ))}
      {(['in', 'out'] as const).map(direction => (
        <Frame key={direction}>
          <ReadyPanel
            event={twelfthNight}
            gateId={gate2}
            mode={{ direction, verify: false }}
            counters={state.counters}
          />
        </Frame>
      ))}
      <Frame>
        <TroublePanel trouble={{ code: 'storage-full', sentence: '', facts: {} }} place={place} />
      </Frame>
      <LastStrip
        last={(['ADMIT', 'USED', 'OUT', 'FORGED'] as const).map(text => lastScanOf(cannedAnswer(text, text.length)))}
        place={place}
        cameraOn={false}
        onLast={nothing}
        onFind={nothing}
        onUndo={nothing}
        onCamera={nothing}
      />
    </div>
  );
}

function Frame({ children }: { readonly children: ReactNode }) {
  return <div className="h-[560px] overflow-hidden rounded-card border border-line">{children}</div>;
}
