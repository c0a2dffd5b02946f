import { isSelfTestCode, selfTestCode } from '#shared/tickets/self-test-code.ts';

/**
 * What a read says about the reader: `passed`, `garbled` when it is the self-test with some letters wrong (the reader is set
 * to another keyboard), or null when it is no self-test at all.
 */
export function readSelfTest(text: string): 'passed' | 'garbled' | null {
  if (isSelfTestCode(text)) return 'passed';
  if (text.length !== selfTestCode.length) return null;
  const alike = [...selfTestCode].filter((letter, at) => letter === text[at]?.toUpperCase()).length;
  return alike * 3 >= selfTestCode.length ? 'garbled' : null;
}
