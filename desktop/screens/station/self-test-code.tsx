import { toDataURL } from 'qrcode';
import { useEffect, useState } from 'react';
import { selfTestCode } from '#shared/tickets/self-test-code.ts';
import { useWords } from '../wording/use-words.ts';

/** A code that admits nobody and proves that a reader reads. */
export function SelfTestCode() {
  const { say } = useWords();
  const [picture, setPicture] = useState<string | null>(null);
  useEffect(() => {
    let left = false;
    void toDataURL(selfTestCode, { margin: 2, width: 320, errorCorrectionLevel: 'M' }).then(
      url => !left && setPicture(url),
    );
    return () => {
      left = true;
    };
  }, []);
  return (
    <div className="flex items-center gap-4">
      {picture !== null && (
        <img src={picture} alt={say('selfTest')} width={120} height={120} className="rounded-card border border-line" />
      )}
      <div>
        <p className="text-16 font-medium">{say('selfTest')}</p>
        <p className="text-14 text-muted">{say('selfTestAbout')}</p>
        <code className="text-12 break-all" dir="ltr">
          {selfTestCode}
        </code>
      </div>
    </div>
  );
}
