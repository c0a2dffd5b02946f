import { limits } from '../kernel/limits.ts';
import type { Catalogue } from './catalogue.ts';
import { factMoney, factNumber, factSum, factText, factWait } from './fact-text.ts';

const askKinds = {
  age: 'age',
  identity: 'identity',
  entitlement: 'proof',
  answer: 'missing answer',
  attention: 'notice',
  guardian: 'guardian',
} as const;

export const en: Catalogue = {
  words: {
    admit: 'Admit',
    out: 'Out',
    check: 'Check',
    used: 'Used',
    'wrong-event': 'Wrong event',
    'wrong-gate': 'Wrong gate',
    'too-early': 'Too early',
    'too-late': 'Too late',
    full: 'Full',
    invalid: 'Not valid',
    stop: 'Stop',
    'ask-office': 'Ask the box office',
    'reader-works': 'Reader works',
  },
  admitted: {
    plain: 'Welcome.',
    signature: 'Genuine by its signature; not in this station’s list yet.',
    override: 'Admitted by a supervisor.',
    selfTest: 'The self-test code was read. It admits nobody.',
    out: 'Goodbye.',
    confirmed: kinds => `Confirmed: ${kinds.map(kind => askKinds[kind]).join(', ')}.`,
  },
  askKinds,
  refuse: {
    unknown: 'This is no code of ours.',
    forged: why =>
      ({
        signature: 'The signature of this code is wrong. It was not issued by us.',
        'key-withdrawn': 'The key that signed this code was withdrawn.',
        'key-unknown': 'This code is signed with a key this station has not heard of. Look the person up by name.',
      })[why],
    'wrong-event': title => (title === null ? 'This ticket is for another event.' : `This ticket is for “${title}”.`),
    replaced: since =>
      since === null
        ? 'This code was replaced. Ask for the newer ticket.'
        : `This code was replaced (${since}). Ask for the newer ticket.`,
    cancelled: since => (since === null ? 'This ticket was cancelled.' : `This ticket was cancelled (${since}).`),
    refunded: since => (since === null ? 'This ticket was refunded.' : `This ticket was refunded (${since}).`),
    disputed: 'The payment for this ticket is disputed.',
    blocked: text => (text === '' ? 'The organizer blocked this ticket.' : `Blocked by the organizer: “${text}”`),
    unapproved: 'The order still awaits approval.',
    unpaid: 'The order is not paid.',
    'too-early': opens => `Entry from ${opens}.`,
    'too-late': closed => `Entry was until ${closed}.`,
    'wrong-gate': gates => (gates === null ? 'This ticket is not admitted here.' : `This ticket enters at ${gates}.`),
    ambiguous: 'More than one ticket has this code. Look the person up by name.',
    rule: explains => `${explains}.`,
    'already-used': ({ uses, time, gate, station }) =>
      `Used: ${time}${gate === null ? '' : `, ${gate}`}${station === null ? '' : ` (${station})`}${uses > 1 ? `; ${uses} entries so far` : ''}.`,
    'zone-full': 'No place is left inside. Wait until somebody leaves.',
  },
  ask: {
    age: (min, max, what) => `Check the age: ${ageSpan(min, max)}${what === null ? '' : ` (${what})`}.`,
    identity: (holder, what) =>
      `Check the identity${holder === null ? '' : `: ${holder}`}${what === null ? '' : ` (${what})`}.`,
    entitlement: what => (what === null ? 'Ask for the proof this ticket needs.' : `Ask for: ${what}.`),
    answer: labels => (labels === null ? 'A required answer is missing.' : `Answer missing: ${labels}.`),
    attention: text => `“${text}”`,
    guardian: holder =>
      holder === null ? 'The guardian of this child is not inside yet.' : `The guardian, ${holder}, is not inside yet.`,
  },
  undecidable: {
    'not-in-roster': 'The code is genuine, but this station has not heard of the ticket.',
    'roster-incomplete': 'The list of tickets is still loading here.',
    'blank-unsold': 'This ticket is from a roll, and this station has not heard of its sale.',
    'tier-unknown': 'This station does not know this kind of ticket yet.',
  },
  rule: {
    'tier-is': (negated, tiers) =>
      negated ? `Not for ${tiers ?? 'this ticket'}` : `Only for ${tiers ?? 'other tickets'}`,
    time: (from, time) => (from ? `Only from ${time}` : `Only until ${time}`),
    'entries-below': (negated, { count, entries }) =>
      negated ? `Only after ${count} entries; so far ${entries}` : `At most ${count} entries; so far ${entries}`,
    'entries-today-below': (negated, { count, entries }) =>
      negated
        ? `Only after ${count} entries today; so far ${entries}`
        : `At most ${count} entries a day; today ${entries}`,
    'minutes-since-entry-above': (negated, minutes) =>
      negated ? `Only within ${minutes} min of the last entry` : `Only ${minutes} min after the last entry`,
    'inside-checkpoint': (negated, checkpoint) =>
      negated ? `Not for people who are inside ${checkpoint}` : `Only for people who are inside ${checkpoint}`,
    'answer-is': (negated, value, label) =>
      `${negated ? 'Not' : 'Only'} with the answer “${value}”${label === null ? '' : ` to “${label}”`}`,
    never: 'Nobody may enter here',
    'not-evaluable': 'The organizer’s rule needs something that is not known about this ticket',
  },
  refusals: {
    'bad-input': facts => {
      const [field, sentence] = [factText(facts, 'field'), factText(facts, 'sentence')];
      if (sentence === null) return 'Something in the input is not right.';
      return field === null ? `Please check the input: ${sentence}.` : `Please check “${field}”: ${sentence}.`;
    },
    unauthenticated: 'Please sign in first.',
    forbidden: 'You are not allowed to do this.',
    'not-found': 'There is no such thing here.',
    conflict: 'Somebody changed this in the meantime. Reload and try again.',
    'repeat-differs': 'The same request came before with other contents. Nothing was changed.',
    'too-large': 'This is too large to send.',
    'too-many-requests': facts => {
      const minutes = factWait(facts);
      return minutes === null
        ? 'Too many attempts. Please wait a moment.'
        : `Too many attempts. Please try again in ${minutes} minutes.`;
    },
    busy: 'Very many people are here right now. Please try again in a moment.',
    'sold-out': facts => {
      const left = factNumber(facts, 'left');
      return left !== null && left > 0 ? `Not enough places: ${left} left.` : 'Sold out.';
    },
    'hold-lapsed': (facts, tell) => {
      const lapsed = factText(facts, 'lapsedAt');
      return lapsed === null
        ? 'Your reservation ran out. Nothing was charged.'
        : `Your reservation ran out at ${tell.time(lapsed)}. Nothing was charged.`;
    },
    'too-many-held': (facts, tell) => {
      const [held, max, lapses] = [
        factText(facts, 'held') ?? '',
        factText(facts, 'max') ?? '',
        factText(facts, 'lapsesAt'),
      ];
      const when = lapses === null ? 'later' : `after ${tell.time(lapses)}`;
      return facts.who === 'email'
        ? `Places held for this e-mail address and not paid: ${held}. With this order they would be more than ${max}. Pay for them or give them back, or try again ${when}.`
        : `Places held over the network you are on and not paid: ${held}. With this order they would be more than ${max}. Pay for yours or give them back, try again ${when}, or order over another network.`;
    },
    'not-on-sale': 'This is not on sale now.',
    'over-order-limit': facts => `At most ${factText(facts, 'max') ?? 'the allowed number of'} tickets an order.`,
    'under-order-limit': facts =>
      factText(facts, 'min') === '1'
        ? 'At least one ticket of this kind.'
        : `At least ${factText(facts, 'min') ?? 'some'} tickets of this kind.`,
    'one-currency': 'An order has tickets of one currency. Please order the others by themselves.',
    'offer-differs': 'Other places were offered than these. Please take the offer as it is.',
    'queue-first': () => 'There is a queue for this event. Please wait for your turn.',
    'price-changed': (facts, tell) =>
      `The price has changed in the meantime: it was ${factSum(facts, 'shownMinor', tell)} and is now ${factSum(facts, 'totalMinor', tell)}. Nothing was ordered. Please look at the new sum before you go on.`,
    'promo-not-valid': facts => `The code “${factText(facts, 'code') ?? ''}” cannot be used for this order now.`,
    'dispute-open': 'A payment dispute stands against this order. Nothing can be given back while it does.',
    'not-open-to-buyers': 'This can no longer be done here with this ticket. Ask the organizer.',
    'nothing-to-refund': 'There is nothing to give back.',
    'refund-too-much': 'This is more than is left to give back.',
    'payments-inactive': 'The organizer cannot take payments yet.',
    'not-payable': 'This sum cannot be paid in its currency: it ends in a digit other than 0.',
    'below-minimum': (facts, tell) =>
      `By card at least ${factMoney(facts, tell)} can be paid. Add a ticket, or leave out the code.`,
    'currency-not-settled': facts =>
      `The payment account settles in ${factText(facts, 'accountCurrency') ?? ''}, so nothing can be sold for money in ${factText(facts, 'currency') ?? ''}. Choose ${factText(facts, 'accountCurrency') ?? ''}, or connect an account in ${factText(facts, 'currency') ?? ''}.`,
    'payment-refused': 'The payment provider did not take this payment. Nothing was charged.',
    'payment-under-way': 'A payment for this order is under way already.',
    'paid-already': 'This order has been paid already.',
    'guardian-missing': 'A child needs the ticket of an adult who is responsible.',
    'guardian-ratio': facts => `At most ${factText(facts, 'max') ?? 'a few'} children for each adult.`,
    'answer-missing': facts => `Please answer: ${factText(facts, 'label') ?? 'every required question'}.`,
    'answer-wrong': facts => {
      const [label, kind] = [factText(facts, 'label') ?? 'the question', factText(facts, 'kind') ?? 'text'];
      return `Please check the answer to “${label}”: ${expected[kind] ?? expected.text}.`;
    },
    'birth-date-missing': 'Please give the date of birth: this ticket depends on the age.',
    'age-limit': facts => {
      const [min, max] = [factNumber(facts, 'ageMin'), factNumber(facts, 'ageMax')];
      if (min !== null && max !== null) return `This ticket is for people of ${min} to ${max} on that day.`;
      return min !== null
        ? `This ticket is for people of ${min} and older on that day.`
        : `This ticket is for people of up to ${max ?? ''} on that day.`;
    },
    'no-address': 'This order has no mail address to write to. Ask the organizer.',
    'wrong-state': facts => {
      const state = factText(facts, 'state');
      return state === null ? 'This cannot be done now.' : `This cannot be done while it is “${state}”.`;
    },
    'event-locked': 'The event can no longer be changed in this way.',
    'key-withdrawn': 'This key was withdrawn.',
    'pairing-unknown': 'There is no station with this code. Check it on the station’s screen.',
    'pairing-expired': 'This code is no longer valid. Let the station show a new one.',
    'pairing-used': 'This code was used already. Let the station show a new one.',
    'station-revoked': 'This station was revoked. Its scans are kept; pair it again to go on.',
    'station-unsent': facts => `${factText(facts, 'unsent') ?? 'Some'} scans have not been sent yet. Nothing is lost.`,
    'protocol-too-old': 'This station’s program is too old. It goes on working offline; please update it.',
    'protocol-unknown': 'This station’s program is newer than the cloud’s.',
    'journal-forked': 'Two copies of this station’s journal exist. Nothing is lost; support has to look at it.',
    'journal-gap': 'Some operations have not arrived yet. The station sends them again.',
    'allotment-closed': 'This allotment was closed.',
    'undo-too-late': facts => {
      const minutes = factText(facts, 'minutes');
      return minutes === null
        ? 'It is too late to undo this. Ask a supervisor.'
        : `This can be undone for ${minutes} minutes. Ask a supervisor.`;
    },
    'override-not-allowed': 'This verdict cannot be overridden.',
    'pin-wrong': 'The PIN is wrong.',
    'pin-locked': (facts, tell) => {
      const until = factText(facts, 'until');
      return until === null
        ? 'Too many wrong PINs. Please wait.'
        : `Too many wrong PINs. Locked until ${tell.time(until)}.`;
    },
    'storage-full':
      'The disk is full: this scan could not be recorded, so nobody is admitted. Nothing was lost; free some space.',
    'storage-damaged': 'The station’s file was damaged. It was set aside, nothing was deleted.',
    'cloud-unreachable': 'The cloud cannot be reached. The station goes on working.',
    'cloud-garbled': 'What answered is not the cloud. Check the address or the venue’s network.',
  },
};

function ageSpan(min: number | null, max: number | null): string {
  if (min !== null && max !== null) return `${min} to ${max}`;
  if (min !== null) return `${min} or older`;
  return max === null ? 'see the ticket' : `${max} or younger`;
}

/** What an answer to a question of each kind looks like. */
const expected: { readonly text: string; readonly [kind: string]: string } = {
  text: `at most ${limits.answerCharsMax} characters`,
  number: 'a number',
  choice: 'one of the choices',
  date: 'a date such as 2008-02-29',
  consent: 'yes or no',
};
