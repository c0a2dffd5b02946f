import type { RefusalCode, RefusalFacts } from '#shared/kernel/refusal.ts';

/** What the caller reads. A refusal that carries its own sentence (bad input does) keeps it. */
export function refusalSentence(code: RefusalCode, facts: RefusalFacts): string {
  return typeof facts.sentence === 'string' ? facts.sentence : sentences[code];
}

const sentences: Readonly<Record<RefusalCode, string>> = {
  'bad-input': 'This input cannot be read.',
  unauthenticated: 'Please sign in.',
  forbidden: 'Your role does not allow this.',
  'not-found': 'There is nothing here.',
  conflict: 'This does not go together with what is already there.',
  'repeat-differs': 'This id was already used with different input.',
  'too-large': 'This is larger than we accept.',
  'too-many-requests': 'Too many attempts. Please wait and try again.',
  busy: 'Others are changing this right now. Please try again.',
  'sold-out': 'There are not enough places left.',
  'hold-lapsed': 'The reservation ran out.',
  'not-on-sale': 'This is not on sale.',
  'over-order-limit': 'This is more than one order may have.',
  'guardian-missing': 'A child ticket needs an adult ticket to go with.',
  'guardian-ratio': 'There are too many child tickets for the adults.',
  'answer-missing': 'A required answer is missing.',
  'wrong-state': 'This is not possible in the present state.',
  'event-locked': 'This can no longer be changed.',
  'key-withdrawn': 'This key was withdrawn.',
  'pairing-unknown': 'No station shows this code.',
  'pairing-expired': 'This code has expired. The station shows a new one.',
  'pairing-used': 'This code was already used.',
  'station-revoked': 'This station was revoked.',
  'station-unsent': 'This station still has something to hand in.',
  'protocol-too-old': 'This station is too old for the cloud. Please update it.',
  'protocol-unknown': 'This station speaks a version the cloud does not know.',
  'journal-forked': 'This journal differs from the one the cloud has.',
  'journal-gap': 'Operations before these are missing.',
  'allotment-closed': 'This allotment is closed.',
  'undo-too-late': 'It is too late to take this back.',
  'override-not-allowed': 'This cannot be overridden.',
  'pin-wrong': 'The PIN is wrong.',
  'pin-locked': 'Too many wrong PINs. Please wait.',
  'mirror-incomplete': 'The roster is not complete yet.',
  'storage-full': 'The disk is full.',
  'storage-damaged': 'The file is damaged.',
  'cloud-unreachable': 'The cloud cannot be reached.',
  'cloud-garbled': 'The cloud answered something that cannot be read.',
};
