import { limits } from '../kernel/limits.ts';
import type { Catalogue } from './catalogue.ts';
import { factMoney, factNumber, factSum, factText, factWait } from './fact-text.ts';

const askKinds = {
  age: 'Alter',
  identity: 'Identität',
  entitlement: 'Nachweis',
  answer: 'fehlende Angabe',
  attention: 'Hinweis',
  guardian: 'Begleitperson',
} as const;

export const de: Catalogue = {
  words: {
    admit: 'Eintritt',
    out: 'Ausgang',
    check: 'Prüfen',
    used: 'Benutzt',
    'wrong-event': 'Andere Veranstaltung',
    'wrong-gate': 'Anderer Eingang',
    'too-early': 'Zu früh',
    'too-late': 'Zu spät',
    full: 'Voll',
    invalid: 'Ungültig',
    stop: 'Halt',
    'ask-office': 'Zur Kasse',
    'reader-works': 'Leser funktioniert',
  },
  admitted: {
    plain: 'Willkommen.',
    signature: 'Echt laut Signatur; noch nicht in der Liste dieser Station.',
    override: 'Von der Aufsicht eingelassen.',
    selfTest: 'Der Testcode wurde gelesen. Er lässt niemanden ein.',
    out: 'Auf Wiedersehen.',
    confirmed: kinds => `Bestätigt: ${kinds.map(kind => askKinds[kind]).join(', ')}.`,
  },
  askKinds,
  refuse: {
    unknown: 'Das ist kein Code von uns.',
    forged: why =>
      ({
        signature: 'Die Signatur dieses Codes ist falsch. Er stammt nicht von uns.',
        'key-withdrawn': 'Der Schlüssel, der diesen Code signiert hat, wurde zurückgezogen.',
        'key-unknown':
          'Dieser Code ist mit einem Schlüssel signiert, den diese Station nicht kennt. Bitte nach Namen suchen.',
      })[why],
    'wrong-event': title =>
      title === null ? 'Dieses Ticket gilt für eine andere Veranstaltung.' : `Dieses Ticket gilt für „${title}“.`,
    replaced: since =>
      since === null
        ? 'Dieser Code wurde ersetzt. Bitte das neuere Ticket zeigen lassen.'
        : `Dieser Code wurde ersetzt (${since}). Bitte das neuere Ticket zeigen lassen.`,
    cancelled: since =>
      since === null ? 'Dieses Ticket wurde storniert.' : `Dieses Ticket wurde storniert (${since}).`,
    refunded: since =>
      since === null ? 'Dieses Ticket wurde erstattet.' : `Dieses Ticket wurde erstattet (${since}).`,
    disputed: 'Die Zahlung für dieses Ticket ist strittig.',
    blocked: text =>
      text === '' ? 'Der Veranstalter hat dieses Ticket gesperrt.' : `Vom Veranstalter gesperrt: „${text}“`,
    unapproved: 'Die Bestellung ist noch nicht freigegeben.',
    unpaid: 'Die Bestellung ist nicht bezahlt.',
    'too-early': opens => `Einlass ab ${opens}.`,
    'too-late': closed => `Der Einlass war bis ${closed}.`,
    'wrong-gate': gates => (gates === null ? 'Dieses Ticket gilt hier nicht.' : `Eingang für dieses Ticket: ${gates}.`),
    ambiguous: 'Mehrere Tickets haben diesen Code. Bitte nach Namen suchen.',
    rule: explains => `${explains}.`,
    'already-used': ({ uses, time, gate, station }) =>
      `Benutzt: ${time}${gate === null ? '' : `, ${gate}`}${station === null ? '' : ` (${station})`}${uses > 1 ? `; bisher ${uses} Eintritte` : ''}.`,
    'zone-full': 'Drinnen ist kein Platz mehr. Bitte warten, bis jemand geht.',
  },
  ask: {
    age: (min, max, what) => `Alter prüfen: ${ageSpan(min, max)}${what === null ? '' : ` (${what})`}.`,
    identity: (holder, what) =>
      `Identität prüfen${holder === null ? '' : `: ${holder}`}${what === null ? '' : ` (${what})`}.`,
    entitlement: what => (what === null ? 'Den nötigen Nachweis zeigen lassen.' : `Zeigen lassen: ${what}.`),
    answer: labels => (labels === null ? 'Eine Pflichtangabe fehlt.' : `Es fehlt: ${labels}.`),
    attention: text => `„${text}“`,
    guardian: holder =>
      holder === null
        ? 'Die Begleitperson dieses Kindes ist noch nicht drinnen.'
        : `Die Begleitperson ${holder} ist noch nicht drinnen.`,
  },
  undecidable: {
    'not-in-roster': 'Der Code ist echt, aber diese Station kennt das Ticket noch nicht.',
    'roster-incomplete': 'Die Ticketliste wird hier noch geladen.',
    'blank-unsold': 'Dieses Ticket ist von einer Rolle, und diese Station weiß nichts von seinem Verkauf.',
    'tier-unknown': 'Diese Station kennt diese Ticketart noch nicht.',
  },
  rule: {
    'tier-is': (negated, tiers) =>
      negated ? `Nicht für ${tiers ?? 'dieses Ticket'}` : `Nur für ${tiers ?? 'andere Tickets'}`,
    time: (from, time) => (from ? `Erst ab ${time}` : `Nur bis ${time}`),
    'entries-below': (negated, { count, entries }) =>
      negated ? `Erst nach ${count} Eintritten; bisher ${entries}` : `Höchstens ${count} Eintritte; bisher ${entries}`,
    'entries-today-below': (negated, { count, entries }) =>
      negated
        ? `Erst nach ${count} Eintritten am Tag; heute ${entries}`
        : `Höchstens ${count} Eintritte am Tag; heute ${entries}`,
    'minutes-since-entry-above': (negated, minutes) =>
      negated
        ? `Nur innerhalb von ${minutes} min nach dem letzten Eintritt`
        : `Erst ${minutes} min nach dem letzten Eintritt`,
    'inside-checkpoint': (negated, checkpoint) =>
      negated ? `Nicht für Personen, die in „${checkpoint}“ sind` : `Nur für Personen, die in „${checkpoint}“ sind`,
    'answer-is': (negated, value, label) =>
      `${negated ? 'Nicht' : 'Nur'} mit der Angabe „${value}“${label === null ? '' : ` bei „${label}“`}`,
    never: 'Hier darf niemand eintreten',
    'not-evaluable': 'Die Regel des Veranstalters braucht etwas, das zu diesem Ticket nicht bekannt ist',
  },
  refusals: {
    'bad-input': facts => {
      const [field, sentence] = [factText(facts, 'field'), factText(facts, 'sentence')];
      if (sentence === null) return 'Etwas an der Eingabe stimmt nicht.';
      return field === null ? `Bitte die Eingabe prüfen: ${sentence}.` : `Bitte „${field}“ prüfen: ${sentence}.`;
    },
    unauthenticated: 'Bitte zuerst anmelden.',
    forbidden: 'Dazu fehlt die Berechtigung.',
    'not-found': 'Das gibt es hier nicht.',
    conflict: 'Jemand hat das inzwischen geändert. Bitte neu laden und noch einmal versuchen.',
    'repeat-differs': 'Dieselbe Anfrage kam schon mit anderem Inhalt. Es wurde nichts geändert.',
    'too-large': 'Das ist zu groß zum Senden.',
    'too-many-requests': facts => {
      const minutes = factWait(facts);
      return minutes === null
        ? 'Zu viele Versuche. Bitte kurz warten.'
        : `Zu viele Versuche. Bitte in ${minutes} Minuten noch einmal versuchen.`;
    },
    busy: 'Gerade sind sehr viele Leute hier. Bitte gleich noch einmal versuchen.',
    'sold-out': facts => {
      const left = factNumber(facts, 'left');
      return left !== null && left > 0 ? `Nicht genug Plätze: noch ${left}.` : 'Ausverkauft.';
    },
    'hold-lapsed': (facts, tell) => {
      const lapsed = factText(facts, 'lapsedAt');
      return lapsed === null
        ? 'Die Reservierung ist abgelaufen. Es wurde nichts belastet.'
        : `Die Reservierung ist um ${tell.time(lapsed)} abgelaufen. Es wurde nichts belastet.`;
    },
    'too-many-held': (facts, tell) => {
      const [held, max, lapses] = [
        factText(facts, 'held') ?? '',
        factText(facts, 'max') ?? '',
        factText(facts, 'lapsesAt'),
      ];
      const when = lapses === null ? 'später' : `nach ${tell.time(lapses)}`;
      return facts.who === 'email'
        ? `Reservierte, unbezahlte Plätze für diese E-Mail-Adresse: ${held}. Mit dieser Bestellung wären es mehr als ${max}. Bezahlen Sie sie oder geben Sie sie frei, oder versuchen Sie es ${when} noch einmal.`
        : `Reservierte, unbezahlte Plätze aus dem Netz, in dem Sie sind: ${held}. Mit dieser Bestellung wären es mehr als ${max}. Bezahlen Sie Ihre oder geben Sie sie frei, versuchen Sie es ${when} noch einmal, oder bestellen Sie über ein anderes Netz.`;
    },
    'not-on-sale': 'Das ist gerade nicht im Verkauf.',
    'over-order-limit': facts => `Höchstens ${factText(facts, 'max') ?? 'die erlaubte Zahl an'} Tickets je Bestellung.`,
    'under-order-limit': facts =>
      factText(facts, 'min') === '1'
        ? 'Mindestens ein Ticket dieser Art.'
        : `Mindestens ${factText(facts, 'min') ?? 'einige'} Tickets dieser Art.`,
    'one-currency': 'Eine Bestellung hat Tickets in einer Währung. Bitte bestellen Sie die anderen gesondert.',
    'offer-differs': 'Angeboten wurden andere Plätze als diese. Bitte nehmen Sie das Angebot so an, wie es ist.',
    'queue-first': () =>
      'Für diese Veranstaltung gibt es eine Warteschlange. Bitte warten Sie, bis Sie an der Reihe sind.',
    'price-changed': (facts, tell) =>
      `Der Preis hat sich inzwischen geändert: Er war ${factSum(facts, 'shownMinor', tell)} und ist jetzt ${factSum(facts, 'totalMinor', tell)}. Es wurde nichts bestellt. Bitte sehen Sie sich die neue Summe an, bevor Sie fortfahren.`,
    'promo-not-valid': facts => `Der Code „${factText(facts, 'code') ?? ''}“ gilt jetzt nicht für diese Bestellung.`,
    'dispute-open': 'Gegen diese Bestellung läuft ein Zahlungsstreit. Solange kann nichts erstattet werden.',
    'not-open-to-buyers': 'Das lässt sich mit diesem Ticket hier nicht mehr machen. Fragen Sie den Veranstalter.',
    'nothing-to-refund': 'Es gibt nichts zu erstatten.',
    'refund-too-much': 'Das ist mehr, als noch erstattet werden kann.',
    'payments-inactive': 'Hier kann noch nicht bezahlt werden.',
    'not-payable': 'Dieser Betrag lässt sich in seiner Währung nicht bezahlen: Er endet auf eine andere Ziffer als 0.',
    'below-minimum': (facts, tell) =>
      `Mit Karte lassen sich mindestens ${factMoney(facts, tell)} bezahlen. Nehmen Sie ein Ticket dazu oder lassen Sie den Code weg.`,
    'currency-not-settled': facts =>
      `Das Zahlungskonto rechnet in ${factText(facts, 'accountCurrency') ?? ''} ab, in ${factText(facts, 'currency') ?? ''} lässt sich also nichts für Geld verkaufen. Wählen Sie ${factText(facts, 'accountCurrency') ?? ''} oder verbinden Sie ein Konto in ${factText(facts, 'currency') ?? ''}.`,
    'payment-refused': 'Der Zahlungsdienst hat die Zahlung nicht angenommen. Es wurde nichts belastet.',
    'payment-under-way': 'Für diese Bestellung läuft schon eine Zahlung.',
    'paid-already': 'Diese Bestellung ist schon bezahlt.',
    'guardian-missing': 'Ein Kind braucht das Ticket einer verantwortlichen erwachsenen Person.',
    'guardian-ratio': facts => `Höchstens ${factText(facts, 'max') ?? 'wenige'} Kinder je erwachsener Person.`,
    'answer-missing': facts => `Bitte beantworten: ${factText(facts, 'label') ?? 'alle Pflichtfragen'}.`,
    'answer-wrong': facts => {
      const [label, kind] = [factText(facts, 'label') ?? 'die Frage', factText(facts, 'kind') ?? 'text'];
      return `Bitte die Antwort auf „${label}“ prüfen: ${expected[kind] ?? expected.text}.`;
    },
    'birth-date-missing': 'Bitte das Geburtsdatum angeben: Dieses Ticket hängt vom Alter ab.',
    'age-limit': facts => {
      const [min, max] = [factNumber(facts, 'ageMin'), factNumber(facts, 'ageMax')];
      if (min !== null && max !== null)
        return `Dieses Ticket ist für Personen, die an diesem Tag ${min} bis ${max} Jahre alt sind.`;
      return min !== null
        ? `Dieses Ticket ist für Personen ab ${min} Jahren an diesem Tag.`
        : `Dieses Ticket ist für Personen bis ${max ?? ''} Jahre an diesem Tag.`;
    },
    'no-address': 'Zu dieser Bestellung gibt es keine E-Mail-Adresse. Fragen Sie den Veranstalter.',
    'wrong-state': facts => {
      const state = factText(facts, 'state');
      return state === null ? 'Das geht jetzt nicht.' : `Das geht nicht im Zustand „${state}“.`;
    },
    'event-locked': 'Die Veranstaltung lässt sich so nicht mehr ändern.',
    'key-withdrawn': 'Dieser Schlüssel wurde zurückgezogen.',
    'pairing-unknown': 'Keine Station hat diesen Code. Bitte auf dem Bildschirm der Station nachsehen.',
    'pairing-expired': 'Dieser Code gilt nicht mehr. Bitte an der Station einen neuen anzeigen.',
    'pairing-used': 'Dieser Code wurde schon benutzt. Bitte an der Station einen neuen anzeigen.',
    'station-revoked': 'Diese Station wurde gesperrt. Ihre Scans bleiben erhalten; zum Weiterarbeiten neu koppeln.',
    'station-unsent': facts =>
      `${factText(facts, 'unsent') ?? 'Einige'} Scans sind noch nicht gesendet. Es ist nichts verloren.`,
    'protocol-too-old': 'Das Programm dieser Station ist zu alt. Sie arbeitet offline weiter; bitte aktualisieren.',
    'protocol-unknown': 'Das Programm dieser Station ist neuer als das der Cloud.',
    'journal-forked':
      'Es gibt zwei Fassungen des Journals dieser Station. Nichts ist verloren; der Support muss es ansehen.',
    'journal-gap': 'Einige Vorgänge sind noch nicht angekommen. Die Station sendet sie noch einmal.',
    'allotment-closed': 'Dieses Kontingent wurde geschlossen.',
    'undo-too-late': facts => {
      const minutes = factText(facts, 'minutes');
      return minutes === null
        ? 'Zum Zurücknehmen ist es zu spät. Bitte die Aufsicht fragen.'
        : `Zurücknehmen geht ${minutes} Minuten lang. Bitte die Aufsicht fragen.`;
    },
    'override-not-allowed': 'Über dieses Ergebnis darf sich niemand hinwegsetzen.',
    'pin-wrong': 'Die PIN ist falsch.',
    'pin-locked': (facts, tell) => {
      const until = factText(facts, 'until');
      return until === null
        ? 'Zu viele falsche PINs. Bitte warten.'
        : `Zu viele falsche PINs. Gesperrt bis ${tell.time(until)}.`;
    },
    'storage-full':
      'Die Platte ist voll: Dieser Scan konnte nicht aufgezeichnet werden, also kein Einlass. Nichts ging verloren; bitte Platz schaffen.',
    'storage-damaged': 'Die Datei der Station war beschädigt. Sie wurde beiseitegelegt, nichts wurde gelöscht.',
    'cloud-unreachable': 'Die Cloud ist nicht erreichbar. Die Station arbeitet weiter.',
    'cloud-garbled': 'Was geantwortet hat, ist nicht die Cloud. Bitte Adresse oder Netz des Hauses prüfen.',
  },
};

function ageSpan(min: number | null, max: number | null): string {
  if (min !== null && max !== null) return `${min} bis ${max}`;
  if (min !== null) return `ab ${min}`;
  return max === null ? 'siehe Ticket' : `bis ${max}`;
}

/** What an answer to a question of each kind looks like. */
const expected: { readonly text: string; readonly [kind: string]: string } = {
  text: `höchstens ${limits.answerCharsMax} Zeichen`,
  number: 'eine Zahl',
  choice: 'eine der Möglichkeiten',
  date: 'ein Datum wie 2008-02-29',
  consent: 'ja oder nein',
};
