import { useState } from 'react';
import { changeStation } from '../door/run-verb.ts';
import { Button } from '../parts/button.tsx';
import { TextField } from '../parts/text-field.tsx';
import { useWords } from '../wording/use-words.ts';

/** Which cloud this station belongs to, and what it is called there. */
export function PairingForm({ cloudUrl, stationName }: { readonly cloudUrl: string; readonly stationName: string }) {
  const { say } = useWords();
  const [url, setUrl] = useState(cloudUrl);
  const [name, setName] = useState(stationName);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const missing = url.trim() === '' || name.trim() === '' ? say('fillBoth') : busy ? say('oneMoment') : null;
  const pair = async () => {
    if (missing !== null) return;
    setBusy(true);
    const full = /^https?:\/\//.test(url.trim()) ? url.trim() : `https://${url.trim()}`;
    setProblem(await changeStation('pair', { cloudUrl: full, stationName: name.trim() }));
    setBusy(false);
  };
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={event => {
        event.preventDefault();
        void pair();
      }}
    >
      <TextField
        label={say('cloudAddress')}
        value={url}
        onChange={setUrl}
        hint={say('cloudAddressHint')}
        problem={problem}
        maxLength={500}
      />
      <TextField
        label={say('stationName')}
        value={name}
        onChange={setName}
        hint={say('stationNameHint')}
        maxLength={80}
      />
      <Button type="submit" look="primary" large disabledReason={missing} onPress={() => undefined}>
        {say('getCode')}
      </Button>
    </form>
  );
}
