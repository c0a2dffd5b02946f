import { limits } from '../kernel/limits.ts';
import type { Catalogue } from './catalogue.ts';
import { factMoney, factNumber, factSum, factText, factWait } from './fact-text.ts';

const askKinds = {
  age: 'âge',
  identity: 'identité',
  entitlement: 'justificatif',
  answer: 'réponse manquante',
  attention: 'remarque',
  guardian: 'accompagnant',
} as const;

export const fr: Catalogue = {
  words: {
    admit: 'Entrée',
    out: 'Sortie',
    check: 'Vérifier',
    used: 'Déjà utilisé',
    'wrong-event': 'Autre événement',
    'wrong-gate': 'Autre entrée',
    'too-early': 'Trop tôt',
    'too-late': 'Trop tard',
    full: 'Complet',
    invalid: 'Non valable',
    stop: 'Stop',
    'ask-office': 'Voir la billetterie',
    'reader-works': 'Le lecteur marche',
  },
  admitted: {
    plain: 'Bienvenue.',
    signature: 'Authentique par sa signature ; pas encore dans la liste de ce poste.',
    override: 'Admis par un responsable.',
    selfTest: 'Le code de test a été lu. Il ne fait entrer personne.',
    out: 'Au revoir.',
    confirmed: kinds => `Confirmé : ${kinds.map(kind => askKinds[kind]).join(', ')}.`,
  },
  askKinds,
  refuse: {
    unknown: 'Ce code n’est pas de nous.',
    forged: why =>
      ({
        signature: 'La signature de ce code est fausse. Nous ne l’avons pas émis.',
        'key-withdrawn': 'La clé qui a signé ce code a été retirée.',
        'key-unknown': 'Ce code est signé par une clé que ce poste ne connaît pas. Cherchez la personne par son nom.',
      })[why],
    'wrong-event': title =>
      title === null ? 'Ce billet est pour un autre événement.' : `Ce billet est pour « ${title} ».`,
    replaced: since =>
      since === null
        ? 'Ce code a été remplacé. Demandez le billet plus récent.'
        : `Ce code a été remplacé (${since}). Demandez le billet plus récent.`,
    cancelled: since => (since === null ? 'Ce billet a été annulé.' : `Ce billet a été annulé (${since}).`),
    refunded: since => (since === null ? 'Ce billet a été remboursé.' : `Ce billet a été remboursé (${since}).`),
    disputed: 'Le paiement de ce billet est contesté.',
    blocked: text => (text === '' ? 'L’organisateur a bloqué ce billet.' : `Bloqué par l’organisateur : « ${text} »`),
    unapproved: 'La commande attend encore l’accord.',
    unpaid: 'La commande n’est pas payée.',
    'too-early': opens => `Entrée à partir de : ${opens}.`,
    'too-late': closed => `Entrée jusqu’à : ${closed}.`,
    'wrong-gate': gates => (gates === null ? 'Ce billet n’est pas admis ici.' : `Entrée pour ce billet : ${gates}.`),
    ambiguous: 'Plusieurs billets ont ce code. Cherchez la personne par son nom.',
    rule: explains => `${explains}.`,
    'already-used': ({ uses, time, gate, station }) =>
      `Utilisé : ${time}${gate === null ? '' : `, ${gate}`}${station === null ? '' : ` (${station})`}${uses > 1 ? ` ; ${uses} entrées jusqu’ici` : ''}.`,
    'zone-full': 'Il n’y a plus de place à l’intérieur. Attendez que quelqu’un sorte.',
  },
  ask: {
    age: (min, max, what) => `Vérifiez l’âge : ${ageSpan(min, max)}${what === null ? '' : ` (${what})`}.`,
    identity: (holder, what) =>
      `Vérifiez l’identité${holder === null ? '' : ` : ${holder}`}${what === null ? '' : ` (${what})`}.`,
    entitlement: what => (what === null ? 'Demandez le justificatif nécessaire.' : `Demandez : ${what}.`),
    answer: labels => (labels === null ? 'Une réponse obligatoire manque.' : `Réponse manquante : ${labels}.`),
    attention: text => `« ${text} »`,
    guardian: holder =>
      holder === null
        ? 'L’accompagnant de cet enfant n’est pas encore entré.'
        : `L’accompagnant, ${holder}, n’est pas encore entré.`,
  },
  undecidable: {
    'not-in-roster': 'Le code est authentique, mais ce poste ne connaît pas encore le billet.',
    'roster-incomplete': 'La liste des billets se charge encore ici.',
    'blank-unsold': 'Ce billet vient d’un rouleau et ce poste ignore s’il a été vendu.',
    'tier-unknown': 'Ce poste ne connaît pas encore ce type de billet.',
  },
  rule: {
    'tier-is': (negated, tiers) =>
      negated ? `Pas pour ${tiers ?? 'ce billet'}` : `Seulement pour ${tiers ?? 'd’autres billets'}`,
    time: (from, time) => (from ? `Seulement à partir de : ${time}` : `Seulement jusqu’à : ${time}`),
    'entries-below': (negated, { count, entries }) =>
      negated
        ? `Seulement après ${count} entrées ; ${entries} jusqu’ici`
        : `Au plus ${count} entrées ; ${entries} jusqu’ici`,
    'entries-today-below': (negated, { count, entries }) =>
      negated
        ? `Seulement après ${count} entrées le même jour ; ${entries} aujourd’hui`
        : `Au plus ${count} entrées par jour ; ${entries} aujourd’hui`,
    'minutes-since-entry-above': (negated, minutes) =>
      negated
        ? `Seulement dans les ${minutes} min après la dernière entrée`
        : `Seulement ${minutes} min après la dernière entrée`,
    'inside-checkpoint': (negated, checkpoint) =>
      negated ? `Pas pour qui est dans « ${checkpoint} »` : `Seulement pour qui est dans « ${checkpoint} »`,
    'answer-is': (negated, value, label) =>
      `${negated ? 'Pas' : 'Seulement'} avec la réponse « ${value} »${label === null ? '' : ` à « ${label} »`}`,
    never: 'Personne ne peut entrer ici',
    'not-evaluable': 'La règle de l’organisateur demande une donnée inconnue pour ce billet',
  },
  refusals: {
    'bad-input': facts => {
      const [field, sentence] = [factText(facts, 'field'), factText(facts, 'sentence')];
      if (sentence === null) return 'Quelque chose ne va pas dans la saisie.';
      return field === null ? `Vérifiez la saisie : ${sentence}.` : `Vérifiez « ${field} » : ${sentence}.`;
    },
    unauthenticated: 'Connectez-vous d’abord.',
    forbidden: 'Vous n’avez pas le droit de faire cela.',
    'not-found': 'Cela n’existe pas ici.',
    conflict: 'Quelqu’un l’a modifié entre-temps. Rechargez et réessayez.',
    'repeat-differs': 'La même demande est déjà venue avec un autre contenu. Rien n’a été modifié.',
    'too-large': 'C’est trop gros pour être envoyé.',
    'too-many-requests': facts => {
      const minutes = factWait(facts);
      return minutes === null
        ? 'Trop d’essais. Attendez un moment.'
        : `Trop d’essais. Réessayez dans ${minutes} minutes.`;
    },
    busy: 'Il y a beaucoup de monde en ce moment. Réessayez dans un instant.',
    'sold-out': facts => {
      const left = factNumber(facts, 'left');
      return left !== null && left > 0 ? `Pas assez de places : il en reste ${left}.` : 'Complet.';
    },
    'hold-lapsed': (facts, tell) => {
      const lapsed = factText(facts, 'lapsedAt');
      return lapsed === null
        ? 'Votre réservation a expiré. Rien n’a été débité.'
        : `Votre réservation a expiré à ${tell.time(lapsed)}. Rien n’a été débité.`;
    },
    'too-many-held': (facts, tell) => {
      const [held, max, lapses] = [
        factText(facts, 'held') ?? '',
        factText(facts, 'max') ?? '',
        factText(facts, 'lapsesAt'),
      ];
      const when = lapses === null ? 'plus tard' : `après ${tell.time(lapses)}`;
      return facts.who === 'email'
        ? `Places réservées et non payées pour cette adresse e-mail : ${held}. Avec cette commande, il y en aurait plus de ${max}. Payez-les ou rendez-les, ou réessayez ${when}.`
        : `Places réservées et non payées depuis le réseau où vous êtes : ${held}. Avec cette commande, il y en aurait plus de ${max}. Payez les vôtres ou rendez-les, réessayez ${when}, ou commandez depuis un autre réseau.`;
    },
    'not-on-sale': 'Ce n’est pas en vente actuellement.',
    'over-order-limit': facts => `Au plus ${factText(facts, 'max') ?? 'le nombre permis de'} billets par commande.`,
    'under-order-limit': facts =>
      factText(facts, 'min') === '1'
        ? 'Au moins un billet de cette sorte.'
        : `Au moins ${factText(facts, 'min') ?? 'quelques'} billets de cette sorte.`,
    'one-currency': 'Une commande ne contient que des billets d’une même devise. Commandez les autres à part.',
    'offer-differs': 'D’autres places que celles-ci vous ont été proposées. Prenez l’offre telle quelle.',
    'queue-first': () => 'Il y a une file d’attente pour cet événement. Merci d’attendre votre tour.',
    'price-changed': (facts, tell) =>
      `Le prix a changé entre-temps : il était de ${factSum(facts, 'shownMinor', tell)}, il est maintenant de ${factSum(facts, 'totalMinor', tell)}. Rien n’a été commandé. Regardez le nouveau total avant de continuer.`,
    'promo-not-valid': facts =>
      `Le code « ${factText(facts, 'code') ?? ''} » ne vaut pas pour cette commande maintenant.`,
    'dispute-open': 'Un litige de paiement vise cette commande. Rien ne peut être remboursé tant qu’il dure.',
    'not-open-to-buyers': 'Ce n’est plus possible ici avec ce billet. Adressez-vous à l’organisateur.',
    'nothing-to-refund': 'Il n’y a rien à rembourser.',
    'refund-too-much': 'C’est plus que ce qui peut encore être remboursé.',
    'payments-inactive': 'L’organisateur ne peut pas encore encaisser de paiements.',
    'not-payable': 'Cette somme ne peut pas être payée dans sa devise : elle se termine par un autre chiffre que 0.',
    'below-minimum': (facts, tell) =>
      `Par carte, il faut payer au moins ${factMoney(facts, tell)}. Ajoutez un billet ou retirez le code.`,
    'currency-not-settled': facts =>
      `Le compte de paiement est réglé en ${factText(facts, 'accountCurrency') ?? ''} ; rien ne peut être vendu en ${factText(facts, 'currency') ?? ''}. Choisissez ${factText(facts, 'accountCurrency') ?? ''} ou connectez un compte en ${factText(facts, 'currency') ?? ''}.`,
    'payment-refused': 'Le prestataire de paiement n’a pas accepté ce paiement. Rien n’a été débité.',
    'payment-under-way': 'Un paiement pour cette commande est déjà en cours.',
    'paid-already': 'Cette commande est déjà payée.',
    'guardian-missing': 'Un enfant a besoin du billet d’un adulte responsable.',
    'guardian-ratio': facts => `Au plus ${factText(facts, 'max') ?? 'quelques'} enfants par adulte.`,
    'answer-missing': facts =>
      `Veuillez répondre : ${factText(facts, 'label') ?? 'toutes les questions obligatoires'}.`,
    'answer-wrong': facts => {
      const [label, kind] = [factText(facts, 'label') ?? 'la question', factText(facts, 'kind') ?? 'text'];
      return `Vérifiez la réponse à « ${label} » : ${expected[kind] ?? expected.text}.`;
    },
    'birth-date-missing': 'Indiquez la date de naissance : ce billet dépend de l’âge.',
    'age-limit': facts => {
      const [min, max] = [factNumber(facts, 'ageMin'), factNumber(facts, 'ageMax')];
      if (min !== null && max !== null) return `Ce billet est pour les personnes de ${min} à ${max} ans ce jour-là.`;
      return min !== null
        ? `Ce billet est pour les personnes de ${min} ans et plus ce jour-là.`
        : `Ce billet est pour les personnes jusqu’à ${max ?? ''} ans ce jour-là.`;
    },
    'no-address': 'Cette commande n’a pas d’adresse e-mail. Adressez-vous à l’organisateur.',
    'wrong-state': facts => {
      const state = factText(facts, 'state');
      return state === null ? 'Ce n’est pas possible maintenant.' : `Ce n’est pas possible dans l’état « ${state} ».`;
    },
    'event-locked': 'L’événement ne peut plus être modifié ainsi.',
    'key-withdrawn': 'Cette clé a été retirée.',
    'pairing-unknown': 'Aucun poste n’a ce code. Vérifiez-le sur l’écran du poste.',
    'pairing-expired': 'Ce code n’est plus valable. Affichez-en un nouveau sur le poste.',
    'pairing-used': 'Ce code a déjà servi. Affichez-en un nouveau sur le poste.',
    'station-revoked': 'Ce poste a été révoqué. Ses scans sont gardés ; associez-le de nouveau pour continuer.',
    'station-unsent': facts =>
      `${factText(facts, 'unsent') ?? 'Des'} scans ne sont pas encore envoyés. Rien n’est perdu.`,
    'protocol-too-old': 'Le programme de ce poste est trop ancien. Il continue hors ligne ; mettez-le à jour.',
    'protocol-unknown': 'Le programme de ce poste est plus récent que celui du cloud.',
    'journal-forked': 'Il existe deux copies du journal de ce poste. Rien n’est perdu ; l’assistance doit regarder.',
    'journal-gap': 'Des opérations ne sont pas encore arrivées. Le poste les renvoie.',
    'allotment-closed': 'Ce contingent a été fermé.',
    'undo-too-late': facts => {
      const minutes = factText(facts, 'minutes');
      return minutes === null
        ? 'Il est trop tard pour annuler. Demandez à un responsable.'
        : `On peut annuler pendant ${minutes} minutes. Demandez à un responsable.`;
    },
    'override-not-allowed': 'Ce verdict ne peut pas être outrepassé.',
    'pin-wrong': 'Le code PIN est faux.',
    'pin-locked': (facts, tell) => {
      const until = factText(facts, 'until');
      return until === null
        ? 'Trop de codes PIN faux. Attendez.'
        : `Trop de codes PIN faux. Bloqué jusqu’à ${tell.time(until)}.`;
    },
    'storage-full':
      'Le disque est plein : ce scan n’a pas pu être enregistré, donc personne n’entre. Rien n’est perdu ; libérez de la place.',
    'storage-damaged': 'Le fichier du poste était endommagé. Il a été mis de côté, rien n’a été supprimé.',
    'cloud-unreachable': 'Le cloud est injoignable. Le poste continue de travailler.',
    'cloud-garbled': 'Ce qui a répondu n’est pas le cloud. Vérifiez l’adresse ou le réseau du lieu.',
  },
};

function ageSpan(min: number | null, max: number | null): string {
  if (min !== null && max !== null) return `de ${min} à ${max} ans`;
  if (min !== null) return `${min} ans ou plus`;
  return max === null ? 'voir le billet' : `${max} ans ou moins`;
}

/** What an answer to a question of each kind looks like. */
const expected: { readonly text: string; readonly [kind: string]: string } = {
  text: `au plus ${limits.answerCharsMax} caractères`,
  number: 'un nombre',
  choice: 'l’un des choix',
  date: 'une date comme 2008-02-29',
  consent: 'oui ou non',
};
