import { useState } from 'react';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { TextField } from '../parts/text-field.tsx';
import { closeOverlay } from '../state/overlay-store.ts';
import { useWords } from '../wording/use-words.ts';
import { scanText } from './ask-station.ts';

/** For a code that no reader can read: typed from the paper. */
export function TypeCodeDialog() {
  const { say } = useWords();
  const [code, setCode] = useState('');
  const text = code.trim();
  return (
    <Dialog title={say('typeCode')} about={say('typeCodeAbout')} onClose={closeOverlay}>
      <form
        className="flex flex-col gap-4"
        onSubmit={event => {
          event.preventDefault();
          if (text !== '') void scanText(text, 'typed');
        }}
      >
        <TextField
          label={say('code')}
          value={code}
          onChange={setCode}
          hint={say('typeCodeHint')}
          maxLength={2000}
          autoFocus
          code
        />
        <Button
          type="submit"
          look="primary"
          large
          hint="Enter"
          disabledReason={text === '' ? say('typeFirst') : null}
          onPress={() => undefined}
        >
          {say('check')}
        </Button>
      </form>
    </Dialog>
  );
}
