import type { Language } from '#shared/catalog/languages.ts';

/** What the station notices by itself, and why the cloud parked something: `{age}`, `{count}` and `{org}` are filled in. */
const en = {
  'clock-slow':
    'This computer’s clock is {age} slow. Scans are recorded with the right time all the same; please set the clock.',
  'clock-fast':
    'This computer’s clock is {age} fast. Scans are recorded with the right time all the same; please set the clock.',
  'roster-stale': 'The cloud was last heard {age} ago: refunds and sales since then are not known here.',
  'cloud-garbled':
    'What answers at the cloud’s address is not the cloud: perhaps a log-in page of the venue’s network. The door works on.',
  unauthenticated:
    'The cloud does not know this station any more. It works on with what it has; pair it again to send its scans.',
  'protocol-too-old':
    'This station is too old for the cloud. It goes on working offline and keeps every scan; please update it.',
  'pairing-expired': 'The code was not used in time, or was refused. Ask for a new one.',
  'station-unsent':
    'The key of this station’s former pairing with {org} is gone, so that its unsent scans cannot be sent. They are kept; call support.',
  recovered:
    'The station’s file was damaged and a new one was made. Unsent operations that were carried over, all of them: {count}.',
  'recovered-partly':
    'The station’s file was damaged and a new one was made. Unsent operations that were carried over: {count}; the damaged part could not be read.',
  'parked-too-large': 'It is larger than an operation may be.',
  'parked-time-impossible': 'Its time is no moment of any calendar.',
  'parked-hash-wrong': 'It is not what the journal had sealed.',
  'parked-event-unknown': 'The organization has no such event.',
  'parked-not-storable': 'The database cannot hold what it says.',
  'parked-id-taken': 'Another device used its number.',
  'parked-bad-operation': 'It cannot be read.',
  'parked-unknown': 'The cloud gave no reason.',
  'what-scan': 'Scan',
  'what-undo': 'Undo',
  'what-note': 'Note',
} as const;

export type NoticedKey = keyof typeof en;
type Noticed = Readonly<Record<NoticedKey, string>>;

const de: Noticed = {
  'clock-slow':
    'Die Uhr dieses Rechners geht {age} nach. Scans werden trotzdem mit der richtigen Zeit aufgezeichnet; bitte die Uhr stellen.',
  'clock-fast':
    'Die Uhr dieses Rechners geht {age} vor. Scans werden trotzdem mit der richtigen Zeit aufgezeichnet; bitte die Uhr stellen.',
  'roster-stale':
    'Die Cloud war zuletzt vor {age} zu erreichen: Rückgaben und Verkäufe seither sind hier nicht bekannt.',
  'cloud-garbled':
    'Was unter der Adresse der Cloud antwortet, ist nicht die Cloud: vielleicht eine Anmeldeseite im Netz des Hauses. Der Einlass geht weiter.',
  unauthenticated:
    'Die Cloud kennt diese Station nicht mehr. Sie arbeitet mit dem weiter, was sie hat; zum Senden der Scans bitte neu koppeln.',
  'protocol-too-old':
    'Diese Station ist zu alt für die Cloud. Sie arbeitet offline weiter und behält jeden Scan; bitte aktualisieren.',
  'pairing-expired': 'Der Code wurde nicht rechtzeitig benutzt oder abgelehnt. Bitte einen neuen anfordern.',
  'station-unsent':
    'Der Schlüssel der früheren Kopplung mit {org} fehlt, ihre ungesendeten Scans lassen sich nicht senden. Sie bleiben erhalten; bitte den Support rufen.',
  recovered:
    'Die Datei der Station war beschädigt, eine neue wurde angelegt. Alle ungesendeten Vorgänge sind übernommen: {count}.',
  'recovered-partly':
    'Die Datei der Station war beschädigt, eine neue wurde angelegt. Übernommene ungesendete Vorgänge: {count}; der beschädigte Teil war nicht lesbar.',
  'parked-too-large': 'Es ist größer, als ein Vorgang sein darf.',
  'parked-time-impossible': 'Seine Zeit steht in keinem Kalender.',
  'parked-hash-wrong': 'Es ist nicht, was das Journal versiegelt hatte.',
  'parked-event-unknown': 'Die Organisation hat keine solche Veranstaltung.',
  'parked-not-storable': 'Die Datenbank kann den Inhalt nicht aufnehmen.',
  'parked-id-taken': 'Ein anderes Gerät hat seine Nummer benutzt.',
  'parked-bad-operation': 'Es ist nicht lesbar.',
  'parked-unknown': 'Die Cloud nannte keinen Grund.',
  'what-scan': 'Scan',
  'what-undo': 'Rücknahme',
  'what-note': 'Notiz',
};

const fr: Noticed = {
  'clock-slow':
    'L’horloge de cet ordinateur retarde de {age}. Les contrôles sont quand même enregistrés à la bonne heure ; réglez l’horloge.',
  'clock-fast':
    'L’horloge de cet ordinateur avance de {age}. Les contrôles sont quand même enregistrés à la bonne heure ; réglez l’horloge.',
  'roster-stale':
    'Dernier contact avec le cloud il y a {age} : les remboursements et ventes depuis lors ne sont pas connus ici.',
  'cloud-garbled':
    'Ce qui répond à l’adresse du cloud n’est pas le cloud : peut-être une page de connexion du réseau du lieu. Le contrôle continue.',
  unauthenticated:
    'Le cloud ne connaît plus ce poste. Il continue avec ce qu’il a ; appariez-le de nouveau pour envoyer ses contrôles.',
  'protocol-too-old':
    'Ce poste est trop ancien pour le cloud. Il continue hors ligne et garde chaque contrôle ; mettez-le à jour.',
  'pairing-expired': 'Le code n’a pas servi à temps ou a été refusé. Demandez-en un nouveau.',
  'station-unsent':
    'La clé de l’ancien appariement avec {org} a disparu, ses contrôles non envoyés ne peuvent pas partir. Ils sont gardés ; appelez l’assistance.',
  recovered:
    'Le fichier du poste était abîmé, un nouveau a été créé. Toutes les opérations non envoyées ont été reprises : {count}.',
  'recovered-partly':
    'Le fichier du poste était abîmé, un nouveau a été créé. Opérations non envoyées reprises : {count} ; la partie abîmée était illisible.',
  'parked-too-large': 'C’est plus grand qu’une opération ne peut l’être.',
  'parked-time-impossible': 'Son heure n’existe dans aucun calendrier.',
  'parked-hash-wrong': 'Ce n’est pas ce que le journal avait scellé.',
  'parked-event-unknown': 'L’organisation n’a pas cet événement.',
  'parked-not-storable': 'La base de données ne peut pas en garder le contenu.',
  'parked-id-taken': 'Un autre appareil a utilisé son numéro.',
  'parked-bad-operation': 'C’est illisible.',
  'parked-unknown': 'Le cloud n’a pas donné de raison.',
  'what-scan': 'Contrôle',
  'what-undo': 'Annulation',
  'what-note': 'Note',
};

const es: Noticed = {
  'clock-slow':
    'El reloj de este equipo va {age} atrasado. Las lecturas se registran igualmente con la hora correcta; ponga el reloj en hora.',
  'clock-fast':
    'El reloj de este equipo va {age} adelantado. Las lecturas se registran igualmente con la hora correcta; ponga el reloj en hora.',
  'roster-stale':
    'La nube respondió por última vez hace {age}: las devoluciones y ventas desde entonces no se conocen aquí.',
  'cloud-garbled':
    'Lo que responde en la dirección de la nube no es la nube: quizá una página de acceso de la red del recinto. La puerta sigue trabajando.',
  unauthenticated:
    'La nube ya no conoce este puesto. Sigue con lo que tiene; vincúlelo de nuevo para enviar sus lecturas.',
  'protocol-too-old':
    'Este puesto es demasiado antiguo para la nube. Sigue sin conexión y guarda cada lectura; actualícelo.',
  'pairing-expired': 'El código no se usó a tiempo o fue rechazado. Pida uno nuevo.',
  'station-unsent':
    'Falta la clave del vínculo anterior con {org}, y sus lecturas sin enviar no pueden enviarse. Se conservan; llame a soporte.',
  recovered:
    'El archivo del puesto estaba dañado y se creó uno nuevo. Se recuperaron todas las operaciones sin enviar: {count}.',
  'recovered-partly':
    'El archivo del puesto estaba dañado y se creó uno nuevo. Operaciones sin enviar recuperadas: {count}; la parte dañada no pudo leerse.',
  'parked-too-large': 'Es más grande de lo que puede ser una operación.',
  'parked-time-impossible': 'Su hora no está en ningún calendario.',
  'parked-hash-wrong': 'No es lo que el diario había sellado.',
  'parked-event-unknown': 'La organización no tiene ese evento.',
  'parked-not-storable': 'La base de datos no puede guardar lo que dice.',
  'parked-id-taken': 'Otro dispositivo usó su número.',
  'parked-bad-operation': 'No se puede leer.',
  'parked-unknown': 'La nube no dio ningún motivo.',
  'what-scan': 'Lectura',
  'what-undo': 'Anulación',
  'what-note': 'Nota',
};

const ar: Noticed = {
  'clock-slow': 'ساعة هذا الحاسوب متأخرة {age}. تُسجَّل المسحات بالوقت الصحيح رغم ذلك؛ يُرجى ضبط الساعة.',
  'clock-fast': 'ساعة هذا الحاسوب متقدمة {age}. تُسجَّل المسحات بالوقت الصحيح رغم ذلك؛ يُرجى ضبط الساعة.',
  'roster-stale': 'سُمعت السحابة آخر مرة قبل {age}: المبالغ المستردة والمبيعات منذ ذلك الحين غير معروفة هنا.',
  'cloud-garbled': 'ما يجيب على عنوان السحابة ليس السحابة: ربما صفحة دخول لشبكة المكان. يتواصل العمل على الباب.',
  unauthenticated: 'لم تعد السحابة تعرف هذه المحطة. تواصل العمل بما لديها؛ أعد إقرانها لإرسال مسحاتها.',
  'protocol-too-old': 'هذه المحطة قديمة على السحابة. تواصل العمل دون اتصال وتحفظ كل مسح؛ يُرجى تحديثها.',
  'pairing-expired': 'لم يُستعمل الرمز في وقته أو رُفض. اطلب رمزًا جديدًا.',
  'station-unsent': 'فُقد مفتاح الإقران السابق مع {org}، فلا يمكن إرسال مسحاته. هي محفوظة؛ اتصل بالدعم.',
  recovered: 'تلف ملف المحطة وأُنشئ ملف جديد. نُقلت كل العمليات غير المرسلة: {count}.',
  'recovered-partly':
    'تلف ملف المحطة وأُنشئ ملف جديد. العمليات غير المرسلة المنقولة: {count}؛ وتعذّرت قراءة الجزء التالف.',
  'parked-too-large': 'هي أكبر مما يُسمح به لعملية.',
  'parked-time-impossible': 'وقتها ليس في أي تقويم.',
  'parked-hash-wrong': 'ليست ما ختمه السجل.',
  'parked-event-unknown': 'ليس لدى الجهة مثل هذه الفعالية.',
  'parked-not-storable': 'لا تستطيع قاعدة البيانات حفظ محتواها.',
  'parked-id-taken': 'استعمل جهاز آخر رقمها.',
  'parked-bad-operation': 'لا يمكن قراءتها.',
  'parked-unknown': 'لم تذكر السحابة سببًا.',
  'what-scan': 'مسح',
  'what-undo': 'تراجع',
  'what-note': 'ملاحظة',
};

export const noticedWords: Readonly<Record<Language, Noticed>> = { en, de, fr, es, ar };
