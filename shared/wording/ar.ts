import { limits } from '../kernel/limits.ts';
import type { Catalogue } from './catalogue.ts';
import { factMoney, factNumber, factSum, factText, factWait } from './fact-text.ts';

const askKinds = {
  age: 'العمر',
  identity: 'الهوية',
  entitlement: 'الإثبات',
  answer: 'إجابة ناقصة',
  attention: 'ملاحظة',
  guardian: 'المرافق',
} as const;

export const ar: Catalogue = {
  words: {
    admit: 'تفضّل',
    out: 'خروج',
    check: 'تحقّق',
    used: 'مستعملة',
    'wrong-event': 'فعالية أخرى',
    'wrong-gate': 'مدخل آخر',
    'too-early': 'قبل الموعد',
    'too-late': 'بعد الموعد',
    full: 'ممتلئ',
    invalid: 'غير صالحة',
    stop: 'قف',
    'ask-office': 'راجع شباك التذاكر',
    'reader-works': 'القارئ يعمل',
  },
  admitted: {
    plain: 'أهلًا وسهلًا.',
    signature: 'صحيحة بحسب توقيعها، وليست بعدُ في قائمة هذه المحطة.',
    override: 'سُمح بالدخول بقرار المشرف.',
    selfTest: 'قُرئ رمز الاختبار. لا يُدخل أحدًا.',
    out: 'إلى اللقاء.',
    confirmed: kinds => `تم التأكد من: ${kinds.map(kind => askKinds[kind]).join('، ')}.`,
  },
  askKinds,
  refuse: {
    unknown: 'هذا الرمز ليس من رموزنا.',
    forged: why =>
      ({
        signature: 'توقيع هذا الرمز غير صحيح. لم نصدره نحن.',
        'key-withdrawn': 'سُحب المفتاح الذي وقّع هذا الرمز.',
        'key-unknown': 'هذا الرمز موقّع بمفتاح لا تعرفه هذه المحطة. ابحث عن الشخص بالاسم.',
      })[why],
    'wrong-event': title => (title === null ? 'هذه التذكرة لفعالية أخرى.' : `هذه التذكرة لفعالية «${title}».`),
    replaced: since =>
      since === null ? 'استُبدل هذا الرمز. اطلب التذكرة الأحدث.' : `استُبدل هذا الرمز (${since}). اطلب التذكرة الأحدث.`,
    cancelled: since => (since === null ? 'أُلغيت هذه التذكرة.' : `أُلغيت هذه التذكرة (${since}).`),
    refunded: since => (since === null ? 'رُدّ ثمن هذه التذكرة.' : `رُدّ ثمن هذه التذكرة (${since}).`),
    disputed: 'هناك اعتراض على دفع ثمن هذه التذكرة.',
    blocked: text => (text === '' ? 'أوقف المنظّم هذه التذكرة.' : `أوقفها المنظّم: «${text}»`),
    unapproved: 'الطلب ينتظر الموافقة.',
    unpaid: 'الطلب غير مدفوع.',
    'too-early': opens => `الدخول ابتداءً من: ${opens}.`,
    'too-late': closed => `كان الدخول حتى: ${closed}.`,
    'wrong-gate': gates => (gates === null ? 'هذه التذكرة غير مقبولة هنا.' : `مدخل هذه التذكرة: ${gates}.`),
    ambiguous: 'لأكثر من تذكرة هذا الرمز. ابحث عن الشخص بالاسم.',
    rule: explains => `${explains}.`,
    'already-used': ({ uses, time, gate, station }) =>
      `استُعملت: ${time}${gate === null ? '' : `، ${gate}`}${station === null ? '' : ` (${station})`}${uses > 1 ? `؛ مرات الدخول حتى الآن: ${uses}` : ''}.`,
    'zone-full': 'لا مكان في الداخل. انتظر حتى يخرج أحد.',
  },
  ask: {
    age: (min, max, what) => `تحقّق من العمر: ${ageSpan(min, max)}${what === null ? '' : ` (${what})`}.`,
    identity: (holder, what) =>
      `تحقّق من الهوية${holder === null ? '' : `: ${holder}`}${what === null ? '' : ` (${what})`}.`,
    entitlement: what => (what === null ? 'اطلب الإثبات اللازم لهذه التذكرة.' : `اطلب: ${what}.`),
    answer: labels => (labels === null ? 'تنقص إجابة مطلوبة.' : `إجابة ناقصة: ${labels}.`),
    attention: text => `«${text}»`,
    guardian: holder => (holder === null ? 'مرافق هذا الطفل لم يدخل بعد.' : `المرافق، ${holder}، لم يدخل بعد.`),
  },
  undecidable: {
    'not-in-roster': 'الرمز صحيح، لكن هذه المحطة لا تعرف التذكرة بعد.',
    'roster-incomplete': 'ما زالت قائمة التذاكر تُحمّل هنا.',
    'blank-unsold': 'هذه التذكرة من لفافة، ولا تعرف هذه المحطة إن كانت قد بيعت.',
    'tier-unknown': 'لا تعرف هذه المحطة هذا النوع من التذاكر بعد.',
  },
  rule: {
    'tier-is': (negated, tiers) => (negated ? `ليست لفئة ${tiers ?? 'هذه التذكرة'}` : `لفئة ${tiers ?? 'أخرى'} فقط`),
    time: (from, time) => (from ? `ابتداءً من ${time} فقط` : `حتى ${time} فقط`),
    'entries-below': (negated, { count, entries }) =>
      negated
        ? `بعد ${count} من مرات الدخول فقط؛ حتى الآن ${entries}`
        : `الحد الأقصى لمرات الدخول ${count}؛ حتى الآن ${entries}`,
    'entries-today-below': (negated, { count, entries }) =>
      negated
        ? `بعد ${count} من مرات الدخول في اليوم فقط؛ اليوم ${entries}`
        : `الحد الأقصى لمرات الدخول في اليوم ${count}؛ اليوم ${entries}`,
    'minutes-since-entry-above': (negated, minutes) =>
      negated ? `خلال ${minutes} د من آخر دخول فقط` : `بعد ${minutes} د من آخر دخول فقط`,
    'inside-checkpoint': (negated, checkpoint) =>
      negated ? `ليست لمن هو داخل «${checkpoint}»` : `لمن هو داخل «${checkpoint}» فقط`,
    'answer-is': (negated, value, label) =>
      `${negated ? 'ليست مع الإجابة' : 'مع الإجابة فقط'} «${value}»${label === null ? '' : ` عن «${label}»`}`,
    never: 'لا يدخل أحد من هنا',
    'not-evaluable': 'تحتاج قاعدة المنظّم إلى معلومة غير معروفة عن هذه التذكرة',
  },
  refusals: {
    'bad-input': facts => {
      const [field, sentence] = [factText(facts, 'field'), factText(facts, 'sentence')];
      if (sentence === null) return 'في البيانات شيء غير صحيح.';
      return field === null ? `راجع البيانات: ${sentence}.` : `راجع «${field}»: ${sentence}.`;
    },
    unauthenticated: 'سجّل الدخول أولًا.',
    forbidden: 'لا يُسمح لك بهذا.',
    'not-found': 'هذا غير موجود هنا.',
    conflict: 'غيّره شخص آخر في هذه الأثناء. أعد التحميل وحاول من جديد.',
    'repeat-differs': 'وصل الطلب نفسه من قبل بمحتوى آخر. لم يتغيّر شيء.',
    'too-large': 'هذا أكبر من أن يُرسل.',
    'too-many-requests': facts => {
      const minutes = factWait(facts);
      return minutes === null
        ? 'محاولات كثيرة. انتظر قليلًا.'
        : `محاولات كثيرة. حاول مرة أخرى بعد مدة بالدقائق: ${minutes}.`;
    },
    busy: 'الإقبال كبير جدًا الآن. حاول بعد لحظة.',
    'sold-out': facts => {
      const left = factNumber(facts, 'left');
      return left !== null && left > 0 ? `الأماكن لا تكفي: بقي ${left}.` : 'نفدت التذاكر.';
    },
    'hold-lapsed': (facts, tell) => {
      const lapsed = factText(facts, 'lapsedAt');
      return lapsed === null ? 'انتهى حجزك. لم يُخصم شيء.' : `انتهى حجزك في ${tell.time(lapsed)}. لم يُخصم شيء.`;
    },
    'too-many-held': (facts, tell) => {
      const [held, max, lapses] = [
        factText(facts, 'held') ?? '',
        factText(facts, 'max') ?? '',
        factText(facts, 'lapsesAt'),
      ];
      const when = lapses === null ? 'لاحقًا' : `بعد ${tell.time(lapses)}`;
      return facts.who === 'email'
        ? `عدد الأماكن المحجوزة وغير المدفوعة لعنوان البريد هذا: ${held}. مع هذا الطلب يتجاوز العدد ${max}. ادفع ثمنها أو أعدها، أو حاول مجددًا ${when}.`
        : `عدد الأماكن المحجوزة وغير المدفوعة من الشبكة التي أنت عليها: ${held}. مع هذا الطلب يتجاوز العدد ${max}. ادفع ثمن أماكنك أو أعدها، أو حاول مجددًا ${when}، أو اطلب من شبكة أخرى.`;
    },
    'not-on-sale': 'هذا غير معروض للبيع الآن.',
    'over-order-limit': facts => `الحد الأقصى للتذاكر في الطلب: ${factText(facts, 'max') ?? 'العدد المسموح'}.`,
    'under-order-limit': facts => `الحد الأدنى للتذاكر من هذا النوع: ${factText(facts, 'min') ?? 'بعض'}.`,
    'one-currency': 'تذاكر الطلب الواحد بعملة واحدة. اطلب الأخرى وحدها من فضلك.',
    'offer-differs': 'عُرضت عليك أماكن غير هذه. اقبل العرض كما هو من فضلك.',
    'queue-first': () => 'هناك طابور لهذه الفعالية. يرجى انتظار دورك.',
    'price-changed': (facts, tell) =>
      `تغيّر السعر في هذه الأثناء: كان ${factSum(facts, 'shownMinor', tell)} وأصبح ${factSum(facts, 'totalMinor', tell)}. لم يُطلب شيء. راجع المبلغ الجديد قبل المتابعة من فضلك.`,
    'promo-not-valid': facts => `لا يصلح الرمز «${factText(facts, 'code') ?? ''}» لهذا الطلب الآن.`,
    'dispute-open': 'يوجد اعتراض على دفع هذا الطلب، ولا يمكن ردّ أي مبلغ ما دام قائمًا.',
    'not-open-to-buyers': 'لم يعد هذا ممكنًا هنا لهذه التذكرة. اسأل المنظم.',
    'nothing-to-refund': 'لا يوجد ما يُردّ.',
    'refund-too-much': 'هذا أكثر مما بقي ممكنًا ردّه.',
    'payments-inactive': 'لا يستطيع المنظّم تلقّي المدفوعات بعد.',
    'not-payable': 'لا يمكن دفع هذا المبلغ بعملته: فهو ينتهي برقم غير الصفر.',
    'below-minimum': (facts, tell) =>
      `الحد الأدنى للدفع بالبطاقة هو ${factMoney(facts, tell)}. أضف تذكرة أو احذف الرمز.`,
    'currency-not-settled': facts =>
      `حساب الدفع يُسوّى بعملة ${factText(facts, 'accountCurrency') ?? ''}، لذلك لا يمكن بيع شيء بعملة ${factText(facts, 'currency') ?? ''}. اختر ${factText(facts, 'accountCurrency') ?? ''} أو اربط حسابًا بعملة ${factText(facts, 'currency') ?? ''}.`,
    'payment-refused': 'لم يقبل مزوّد الدفع هذه العملية. لم يُخصم شيء.',
    'payment-under-way': 'هناك عملية دفع جارية لهذا الطلب.',
    'paid-already': 'هذا الطلب مدفوع بالفعل.',
    'guardian-missing': 'يحتاج الطفل إلى تذكرة شخص بالغ مسؤول عنه.',
    'guardian-ratio': facts => `الحد الأقصى للأطفال مع كل بالغ: ${factText(facts, 'max') ?? 'عدد قليل'}.`,
    'answer-missing': facts => `أجب من فضلك عن: ${factText(facts, 'label') ?? 'كل الأسئلة المطلوبة'}.`,
    'answer-wrong': facts => {
      const [label, kind] = [factText(facts, 'label') ?? 'السؤال', factText(facts, 'kind') ?? 'text'];
      return `راجع الإجابة عن «${label}»: ${expected[kind] ?? expected.text}.`;
    },
    'birth-date-missing': 'اذكر تاريخ الميلاد من فضلك: هذه التذكرة مرتبطة بالعمر.',
    'age-limit': facts => {
      const [min, max] = [factNumber(facts, 'ageMin'), factNumber(facts, 'ageMax')];
      if (min !== null && max !== null) return `هذه التذكرة لمن عمره من ${min} إلى ${max} في ذلك اليوم.`;
      return min !== null
        ? `هذه التذكرة لمن عمره ${min} فأكثر في ذلك اليوم.`
        : `هذه التذكرة لمن عمره حتى ${max ?? ''} في ذلك اليوم.`;
    },
    'no-address': 'ليس لهذا الطلب عنوان بريد. اسأل المنظم.',
    'wrong-state': facts => {
      const state = factText(facts, 'state');
      return state === null ? 'لا يمكن هذا الآن.' : `لا يمكن هذا في الحالة «${state}».`;
    },
    'event-locked': 'لم يعد تغيير الفعالية على هذا النحو ممكنًا.',
    'key-withdrawn': 'سُحب هذا المفتاح.',
    'pairing-unknown': 'لا محطة بهذا الرمز. راجعه على شاشة المحطة.',
    'pairing-expired': 'لم يعد هذا الرمز صالحًا. اعرض رمزًا جديدًا على المحطة.',
    'pairing-used': 'استُعمل هذا الرمز من قبل. اعرض رمزًا جديدًا على المحطة.',
    'station-revoked': 'أُلغي اعتماد هذه المحطة. عمليات المسح محفوظة؛ أعد ربطها للمتابعة.',
    'station-unsent': facts =>
      `لم تُرسل بعد عمليات مسح، عددها: ${factText(facts, 'unsent') ?? 'غير معروف'}. لم يُفقد شيء.`,
    'protocol-too-old': 'برنامج هذه المحطة قديم جدًا. تواصل العمل دون اتصال؛ حدّثه من فضلك.',
    'protocol-unknown': 'برنامج هذه المحطة أحدث من برنامج السحابة.',
    'journal-forked': 'توجد نسختان من سجل هذه المحطة. لم يُفقد شيء؛ على الدعم فحص ذلك.',
    'journal-gap': 'لم تصل بعض العمليات بعد. ترسلها المحطة من جديد.',
    'allotment-closed': 'أُغلقت هذه الحصة.',
    'undo-too-late': facts => {
      const minutes = factText(facts, 'minutes');
      return minutes === null
        ? 'فات أوان التراجع. اسأل المشرف.'
        : `يمكن التراجع خلال مدة بالدقائق: ${minutes}. اسأل المشرف.`;
    },
    'override-not-allowed': 'لا يمكن تجاوز هذه النتيجة.',
    'pin-wrong': 'الرمز السري خاطئ.',
    'pin-locked': (facts, tell) => {
      const until = factText(facts, 'until');
      return until === null ? 'رموز سرية خاطئة كثيرة. انتظر.' : `رموز سرية خاطئة كثيرة. مقفل حتى ${tell.time(until)}.`;
    },
    'storage-full': 'القرص ممتلئ: تعذّر تسجيل هذا المسح، فلا يُسمح بالدخول. لم يُفقد شيء؛ أفرغ بعض المساحة.',
    'storage-damaged': 'كان ملف المحطة تالفًا. وُضع جانبًا ولم يُحذف شيء.',
    'cloud-unreachable': 'لا يمكن الوصول إلى السحابة. تواصل المحطة العمل.',
    'cloud-garbled': 'ما أجاب ليس السحابة. راجع العنوان أو شبكة المكان.',
  },
};

function ageSpan(min: number | null, max: number | null): string {
  if (min !== null && max !== null) return `من ${min} إلى ${max}`;
  if (min !== null) return `${min} أو أكثر`;
  return max === null ? 'انظر التذكرة' : `${max} أو أقل`;
}

/** What an answer to a question of each kind looks like. */
const expected: { readonly text: string; readonly [kind: string]: string } = {
  text: `${limits.answerCharsMax} حرف على الأكثر`,
  number: 'رقم',
  choice: 'أحد الخيارات',
  date: 'تاريخ مثل 2008-02-29',
  consent: 'نعم أو لا',
};
