import { limits } from '../kernel/limits.ts';
import type { Catalogue } from './catalogue.ts';
import { factMoney, factNumber, factSum, factText, factWait } from './fact-text.ts';

const askKinds = {
  age: 'edad',
  identity: 'identidad',
  entitlement: 'justificante',
  answer: 'respuesta pendiente',
  attention: 'aviso',
  guardian: 'acompañante',
} as const;

export const es: Catalogue = {
  words: {
    admit: 'Adelante',
    out: 'Salida',
    check: 'Comprobar',
    used: 'Ya usada',
    'wrong-event': 'Otro evento',
    'wrong-gate': 'Otra puerta',
    'too-early': 'Demasiado pronto',
    'too-late': 'Demasiado tarde',
    full: 'Completo',
    invalid: 'No válida',
    stop: 'Alto',
    'ask-office': 'Preguntar en taquilla',
    'reader-works': 'El lector funciona',
  },
  admitted: {
    plain: 'Bienvenido.',
    signature: 'Auténtica por su firma; aún no está en la lista de este puesto.',
    override: 'Admitida por un responsable.',
    selfTest: 'Se leyó el código de prueba. No da entrada a nadie.',
    out: 'Hasta pronto.',
    confirmed: kinds => `Confirmado: ${kinds.map(kind => askKinds[kind]).join(', ')}.`,
  },
  askKinds,
  refuse: {
    unknown: 'Este código no es nuestro.',
    forged: why =>
      ({
        signature: 'La firma de este código es falsa. No lo emitimos nosotros.',
        'key-withdrawn': 'La clave que firmó este código fue retirada.',
        'key-unknown':
          'Este código está firmado con una clave que este puesto no conoce. Busque a la persona por su nombre.',
      })[why],
    'wrong-event': title => (title === null ? 'Esta entrada es para otro evento.' : `Esta entrada es para «${title}».`),
    replaced: since =>
      since === null
        ? 'Este código fue sustituido. Pida la entrada más reciente.'
        : `Este código fue sustituido (${since}). Pida la entrada más reciente.`,
    cancelled: since => (since === null ? 'Esta entrada fue anulada.' : `Esta entrada fue anulada (${since}).`),
    refunded: since => (since === null ? 'Esta entrada fue reembolsada.' : `Esta entrada fue reembolsada (${since}).`),
    disputed: 'El pago de esta entrada está en disputa.',
    blocked: text => (text === '' ? 'El organizador bloqueó esta entrada.' : `Bloqueada por el organizador: «${text}»`),
    unapproved: 'El pedido aún espera aprobación.',
    unpaid: 'El pedido no está pagado.',
    'too-early': opens => `Entrada desde: ${opens}.`,
    'too-late': closed => `Entrada hasta: ${closed}.`,
    'wrong-gate': gates => (gates === null ? 'Esta entrada no vale aquí.' : `Puerta de esta entrada: ${gates}.`),
    ambiguous: 'Varias entradas tienen este código. Busque a la persona por su nombre.',
    rule: explains => `${explains}.`,
    'already-used': ({ uses, time, gate, station }) =>
      `Usada: ${time}${gate === null ? '' : `, ${gate}`}${station === null ? '' : ` (${station})`}${uses > 1 ? `; ${uses} accesos hasta ahora` : ''}.`,
    'zone-full': 'No queda sitio dentro. Espere a que salga alguien.',
  },
  ask: {
    age: (min, max, what) => `Compruebe la edad: ${ageSpan(min, max)}${what === null ? '' : ` (${what})`}.`,
    identity: (holder, what) =>
      `Compruebe la identidad${holder === null ? '' : `: ${holder}`}${what === null ? '' : ` (${what})`}.`,
    entitlement: what => (what === null ? 'Pida el justificante necesario.' : `Pida: ${what}.`),
    answer: labels => (labels === null ? 'Falta una respuesta obligatoria.' : `Falta la respuesta: ${labels}.`),
    attention: text => `«${text}»`,
    guardian: holder =>
      holder === null
        ? 'El acompañante de este menor aún no ha entrado.'
        : `El acompañante, ${holder}, aún no ha entrado.`,
  },
  undecidable: {
    'not-in-roster': 'El código es auténtico, pero este puesto aún no conoce la entrada.',
    'roster-incomplete': 'La lista de entradas aún se está cargando aquí.',
    'blank-unsold': 'Esta entrada es de un rollo y este puesto no sabe si se vendió.',
    'tier-unknown': 'Este puesto aún no conoce este tipo de entrada.',
  },
  rule: {
    'tier-is': (negated, tiers) =>
      negated ? `No para ${tiers ?? 'esta entrada'}` : `Solo para ${tiers ?? 'otras entradas'}`,
    time: (from, time) => (from ? `Solo desde: ${time}` : `Solo hasta: ${time}`),
    'entries-below': (negated, { count, entries }) =>
      negated
        ? `Solo tras ${count} accesos; hasta ahora ${entries}`
        : `Como máximo ${count} accesos; hasta ahora ${entries}`,
    'entries-today-below': (negated, { count, entries }) =>
      negated
        ? `Solo tras ${count} accesos en el día; hoy ${entries}`
        : `Como máximo ${count} accesos al día; hoy ${entries}`,
    'minutes-since-entry-above': (negated, minutes) =>
      negated ? `Solo dentro de ${minutes} min tras el último acceso` : `Solo ${minutes} min después del último acceso`,
    'inside-checkpoint': (negated, checkpoint) =>
      negated ? `No para quien está en «${checkpoint}»` : `Solo para quien está en «${checkpoint}»`,
    'answer-is': (negated, value, label) =>
      `${negated ? 'No' : 'Solo'} con la respuesta «${value}»${label === null ? '' : ` a «${label}»`}`,
    never: 'Nadie puede entrar aquí',
    'not-evaluable': 'La regla del organizador necesita un dato que no se conoce de esta entrada',
  },
  refusals: {
    'bad-input': facts => {
      const [field, sentence] = [factText(facts, 'field'), factText(facts, 'sentence')];
      if (sentence === null) return 'Algo no está bien en los datos.';
      return field === null ? `Revise los datos: ${sentence}.` : `Revise «${field}»: ${sentence}.`;
    },
    unauthenticated: 'Primero inicie sesión.',
    forbidden: 'No tiene permiso para hacer esto.',
    'not-found': 'Eso no existe aquí.',
    conflict: 'Alguien lo cambió entretanto. Recargue e inténtelo de nuevo.',
    'repeat-differs': 'La misma petición ya llegó con otro contenido. No se cambió nada.',
    'too-large': 'Es demasiado grande para enviarlo.',
    'too-many-requests': facts => {
      const minutes = factWait(facts);
      return minutes === null
        ? 'Demasiados intentos. Espere un momento.'
        : `Demasiados intentos. Vuelva a intentarlo dentro de ${minutes} minutos.`;
    },
    busy: 'Hay muchísima gente en este momento. Inténtelo de nuevo enseguida.',
    'sold-out': facts => {
      const left = factNumber(facts, 'left');
      return left !== null && left > 0 ? `No hay plazas suficientes: quedan ${left}.` : 'Agotado.';
    },
    'hold-lapsed': (facts, tell) => {
      const lapsed = factText(facts, 'lapsedAt');
      return lapsed === null
        ? 'Su reserva caducó. No se cobró nada.'
        : `Su reserva caducó a las ${tell.time(lapsed)}. No se cobró nada.`;
    },
    'too-many-held': (facts, tell) => {
      const [held, max, lapses] = [
        factText(facts, 'held') ?? '',
        factText(facts, 'max') ?? '',
        factText(facts, 'lapsesAt'),
      ];
      const when = lapses === null ? 'más tarde' : `después de las ${tell.time(lapses)}`;
      return facts.who === 'email'
        ? `Plazas reservadas y sin pagar con esta dirección de correo: ${held}. Con este pedido serían más de ${max}. Páguelas o devuélvalas, o inténtelo de nuevo ${when}.`
        : `Plazas reservadas y sin pagar desde la red en la que está: ${held}. Con este pedido serían más de ${max}. Pague las suyas o devuélvalas, inténtelo de nuevo ${when}, o haga el pedido desde otra red.`;
    },
    'not-on-sale': 'Esto no está a la venta ahora.',
    'over-order-limit': facts =>
      `Como máximo ${factText(facts, 'max') ?? 'el número permitido de'} entradas por pedido.`,
    'under-order-limit': facts =>
      factText(facts, 'min') === '1'
        ? 'Como mínimo una entrada de este tipo.'
        : `Como mínimo ${factText(facts, 'min') ?? 'algunas'} entradas de este tipo.`,
    'one-currency': 'Un pedido tiene entradas de una sola moneda. Pida las demás por separado.',
    'offer-differs': 'Se le ofrecieron otras plazas, no estas. Acepte la oferta tal como es.',
    'queue-first': () => 'Hay una cola para este evento. Espere su turno, por favor.',
    'price-changed': (facts, tell) =>
      `El precio ha cambiado entretanto: era ${factSum(facts, 'shownMinor', tell)} y ahora es ${factSum(facts, 'totalMinor', tell)}. No se ha pedido nada. Revise la nueva suma antes de continuar.`,
    'promo-not-valid': facts => `El código «${factText(facts, 'code') ?? ''}» no vale ahora para este pedido.`,
    'dispute-open': 'Hay una disputa de pago sobre este pedido. Mientras dure no se puede devolver nada.',
    'not-open-to-buyers': 'Con esta entrada ya no se puede hacer eso aquí. Pregunta al organizador.',
    'nothing-to-refund': 'No hay nada que devolver.',
    'refund-too-much': 'Es más de lo que aún se puede devolver.',
    'payments-inactive': 'El organizador todavía no puede cobrar pagos.',
    'not-payable': 'Esta suma no se puede pagar en su moneda: termina en una cifra distinta de 0.',
    'below-minimum': (facts, tell) =>
      `Con tarjeta se pueden pagar como mínimo ${factMoney(facts, tell)}. Añada una entrada o quite el código.`,
    'currency-not-settled': facts =>
      `La cuenta de pagos liquida en ${factText(facts, 'accountCurrency') ?? ''}, así que no se puede vender nada en ${factText(facts, 'currency') ?? ''}. Elija ${factText(facts, 'accountCurrency') ?? ''} o conecte una cuenta en ${factText(facts, 'currency') ?? ''}.`,
    'payment-refused': 'El proveedor de pagos no aceptó este pago. No se ha cobrado nada.',
    'payment-under-way': 'Ya hay un pago en curso para este pedido.',
    'paid-already': 'Este pedido ya está pagado.',
    'guardian-missing': 'Un menor necesita la entrada de un adulto responsable.',
    'guardian-ratio': facts => `Como máximo ${factText(facts, 'max') ?? 'unos pocos'} menores por adulto.`,
    'answer-missing': facts =>
      `Por favor, responda: ${factText(facts, 'label') ?? 'todas las preguntas obligatorias'}.`,
    'answer-wrong': facts => {
      const [label, kind] = [factText(facts, 'label') ?? 'la pregunta', factText(facts, 'kind') ?? 'text'];
      return `Revise la respuesta a «${label}»: ${expected[kind] ?? expected.text}.`;
    },
    'birth-date-missing': 'Indique la fecha de nacimiento: esta entrada depende de la edad.',
    'age-limit': facts => {
      const [min, max] = [factNumber(facts, 'ageMin'), factNumber(facts, 'ageMax')];
      if (min !== null && max !== null) return `Esta entrada es para personas de ${min} a ${max} años ese día.`;
      return min !== null
        ? `Esta entrada es para personas de ${min} años o más ese día.`
        : `Esta entrada es para personas de hasta ${max ?? ''} años ese día.`;
    },
    'no-address': 'Este pedido no tiene dirección de correo. Pregunte al organizador.',
    'wrong-state': facts => {
      const state = factText(facts, 'state');
      return state === null ? 'Ahora no es posible.' : `No es posible en el estado «${state}».`;
    },
    'event-locked': 'El evento ya no se puede cambiar así.',
    'key-withdrawn': 'Esta clave fue retirada.',
    'pairing-unknown': 'Ningún puesto tiene este código. Mírelo en la pantalla del puesto.',
    'pairing-expired': 'Este código ya no vale. Muestre uno nuevo en el puesto.',
    'pairing-used': 'Este código ya se usó. Muestre uno nuevo en el puesto.',
    'station-revoked': 'Este puesto fue revocado. Sus lecturas se conservan; vincúlelo de nuevo para seguir.',
    'station-unsent': facts =>
      `Aún no se enviaron ${factText(facts, 'unsent') ?? 'algunas'} lecturas. No se ha perdido nada.`,
    'protocol-too-old': 'El programa de este puesto es demasiado antiguo. Sigue sin conexión; actualícelo.',
    'protocol-unknown': 'El programa de este puesto es más nuevo que el de la nube.',
    'journal-forked': 'Existen dos copias del diario de este puesto. No se ha perdido nada; soporte debe revisarlo.',
    'journal-gap': 'Algunas operaciones aún no han llegado. El puesto las envía otra vez.',
    'allotment-closed': 'Este cupo fue cerrado.',
    'undo-too-late': facts => {
      const minutes = factText(facts, 'minutes');
      return minutes === null
        ? 'Es demasiado tarde para deshacerlo. Pregunte a un responsable.'
        : `Se puede deshacer durante ${minutes} minutos. Pregunte a un responsable.`;
    },
    'override-not-allowed': 'Este resultado no se puede anular.',
    'pin-wrong': 'El PIN es incorrecto.',
    'pin-locked': (facts, tell) => {
      const until = factText(facts, 'until');
      return until === null
        ? 'Demasiados PIN incorrectos. Espere.'
        : `Demasiados PIN incorrectos. Bloqueado hasta las ${tell.time(until)}.`;
    },
    'storage-full':
      'El disco está lleno: este escaneo no se pudo grabar, así que nadie entra. No se perdió nada; libere espacio.',
    'storage-damaged': 'El archivo del puesto estaba dañado. Se apartó, no se borró nada.',
    'cloud-unreachable': 'No se puede acceder a la nube. El puesto sigue trabajando.',
    'cloud-garbled': 'Lo que respondió no es la nube. Revise la dirección o la red del recinto.',
  },
};

function ageSpan(min: number | null, max: number | null): string {
  if (min !== null && max !== null) return `de ${min} a ${max} años`;
  if (min !== null) return `${min} años o más`;
  return max === null ? 'véase la entrada' : `${max} años o menos`;
}

/** What an answer to a question of each kind looks like. */
const expected: { readonly text: string; readonly [kind: string]: string } = {
  text: `como máximo ${limits.answerCharsMax} caracteres`,
  number: 'un número',
  choice: 'una de las opciones',
  date: 'una fecha como 2008-02-29',
  consent: 'sí o no',
};
