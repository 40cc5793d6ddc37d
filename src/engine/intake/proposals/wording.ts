import type { EventKind, LossMethod } from '../../../shared/domain/kinds.ts';

/** Somebody tells what happened to them, in the languages complaints come in. */
export const narrates =
  /(?<![\p{L}\p{M}])(?:(?:I|we)(?:'ve|'d| have| had)? (?:also |then |even |only |just |first )?(?:was|were|got|paid|sent|lost|called|rang|phoned|received|bought|transferred|gave|clicked|noticed|realised|realized|spoke|saw|read|let|took|went|wired|tried|withdrew|reported|found|told|logged|signed|believed|trusted|opened|installed|downloaded|made|had|did)|my (?:bank|account|computer|savings|money|card|husband|wife|mother|father|son|daughter|aunt|uncle|grand(?:mother|father)|parents|screen|laptop|phone)|(?:called|rang|told|asked|made|had|showed|sent|charged|took|overpaid|directed|convinced|threatened|forced) me|ich (?:habe|wurde|hatte|bekam|erhielt|rief|überwies|bin|sollte)|(?:habe|wurde|bekam|erhielt|rief|überwies) ich|mir (?:wurde|hat)|rief mich|mein(?:e[rmn]?)? (?:bank|konto|computer|rechner|bildschirm|karte|kreditkarte|bestell\p{L}*|ersparnisse|telefon|handy)|me (?:llam(?:ó|aron)|dij(?:o|eron)|pid(?:ió|ieron)|han estafado|estafaron|enviaron|mandaron)|(?:pagué|transferí|perdí|recibí|llamé|hice|compré)|mi (?:banco|cuenta|ordenador|tarjeta)|j'ai|on m'a|m'a (?:appelée?|dit|demandé)|ma banque|mon (?:compte|ordinateur)|मैंने|मुझे|मेरे|मेरी)(?![\p{L}\p{M}])/giu;

/** The word for what this is. */
export const complains =
  /(?<![\p{L}])(?:scam(?:med|mers?)?|fraud(?:ulent|sters?)?|defrauded|complaint|complain|victim|report(?:ing)? (?:a|this)|stolen|lost (?:my|over|about)|anzeige|betrug|betrogen|betrüger|geschädigte[rn]?|denuncia|estafa(?:dos?|dores)?|fraude|plainte|escroquerie|arnaque|धोखा|ठगी|शिकायत)(?![\p{L}])/iu;

/** How extortion speaks to its reader, a kind of threat each. Several of them, and the first person of a text is no victim. */
export const threats: readonly RegExp[] = [
  /\byour (?:devices?|webcam|camera|browser history|browsing|contact list|operating system|files)\b/i,
  /\b(?:I|we)(?:'ve| have| had)? (?:hacked|infected|recorded|encrypted|gained (?:full )?(?:access|control)|full (?:access|control))\b/i,
  /\byou (?:now )?have (?:only |exactly )?(?:\d{1,3}|one|two|three) (?:hours?|days?)\b/i,
  /\b(?:send|transfer|pay)\b[^.]{0,80}\bto (?:my|this|the (?:following )?) ?(?:bitcoin |btc |crypto )?(?:wallet|address)\b/i,
  /\b(?:adult|porn(?:ographic)?) (?:sites?|videos?|websites?|content)\b|\bpleasur(?:e|ing) yourself\b/i,
];

/** What kind of contact a sentence tells of; the first that fits. */
export const contacts: readonly [EventKind, string, RegExp][] = [
  [
    'remote-session',
    'Remote session',
    /\b(?:any ?desk|team ?viewer|ultra ?viewer|rust ?desk|remote(?:ly)? (?:access|control|session|support)|took (?:over|control)|connected (?:to|by)|fernzugriff|fernwartung|acceso remoto|à distance|had me (?:download|install|open))\b/i,
  ],
  [
    'pop-up',
    'Pop-up or warning page',
    /\b(?:pop-?ups?|warning|alert|(?:computer|screen|browser|bildschirm) (?:was|is|had|locked|froze|blocked|gesperrt)|locked|bildschirm|warnung|ventana|aviso|pantalla|fenêtre|écran|page bleue|bloqué)\b/i,
  ],
  [
    'message',
    'Message',
    /\b(?:sms|texts?|texted|whats ?app|telegram|signal|messages?|nachricht|mensaje|messagerie|texto)\b/i,
  ],
  [
    'call',
    'Call',
    /(?:\b(?:called|calls?|calling|rang|ring|phoned|telephoned|dialled|dialed|voice ?mail|caller|spoke (?:to|with)|anruf\w*|angerufen|rief|telefon\w*|llam\w+|appel\w*|téléphon\w*|composé)\b|फोन|कॉल)/iu,
  ],
  ['email', 'E-mail', /\b(?:e-?mails?|mailed|mail|correo|courriel)\b/i],
];

/** Money went. */
export const paid =
  /(?<![\p{L}])(?:paid|pay|payments?|sent|send|transfer(?:red|s)?|wired?|withdrew|bought|purchased|deposited|handed|gave|taken|took|moved|lost|überwies\w*|überwiesen|gezahlt|bezahlt|verloren|gekauft|pagué|pagado|transfer\w+|perdí|compré|envié|envoyé|remis|put(?= .{1,60}\binto\b)|payé|viré|versé|perdu|acheté|भेजे|दिए|ट्रांसफर)(?![\p{L}])/iu;

/** Money left an account, told of the account: by whom it was given is not said. Past only: a lure says "will be charged". */
export const debited =
  /(?<!\b(?:be|being|not|never|to|will|would|n't) (?:be |been )?)\b(?:debited|charged|deducted|withdrawn|drained)\b|(?<!(?<!\p{L})(?:nicht|wird|werden|würden?)(?!\p{L})[^.;]{0,80})(?<!\p{L})(?:belastet|abgebucht|eingezogen|abgehoben|abgezogen)(?!\p{L})|(?<!\bno )(?<!\p{L})(?:(?:fue(?:ron)?|han? sido) (?:cargad|debitad|transferid|retirad|sustraíd|descontad)[oa]s?|me (?:han )?(?:cobraron|cobrado|cargaron|cargado|quitaron|quitado|sacaron|sacado|robaron|robado|descontaron))(?!\p{L})|(?<!\p{L})(?:a|ont) été (?:débité|prélevé|retiré|volé)e?s?(?!\p{L})/iu;

/** Behind an amount: it did not go. */
export const unpaidAfter =
  /^[^.;]{0,60}?(?<!\p{L})(?:(?:was|were|got|been|is) (?:\p{L}+ )?(?:refused|declined|blocked|stopped|rejected|cancelled|canceled|reversed|never|not)|nicht|abgelehnt|gestoppt|storniert|(?:fue(?:ron)?|ha sido) (?:rechazad|bloquead|cancelad)[oa]s?|(?:a|ont) été (?:refusé|bloqué|annulé)e?s?)(?!\p{L})/iu;

/** It was asked for, said, promised, refused or given back, not paid. */
export const notPaid =
  /\b(?:must|should|would|wanted|want|asked|asking|demand(?:ed)?|told me to|said (?:to|i|that)|to (?:reverse|cancel|unlock)|if i|refused|declined|did ?n[o']t|never|tried|attempt(?:ed)?|blocked|stopped|froze|frozen|refund(?:ed)? (?:of|me)|gave (?:it )?back|returned|recovered|got back|credited|order(?:ed)?|subscription|renew(?:al|ed)|plan|price|balance|invoice|sollte|wollte|verlangte|zurück|debía|quería|pidió|devolvi\w+|devait|voulait|remboursé)\b/i;
export const totals =
  /\b(?:total|altogether|in all|overall|sum|insgesamt|gesamt|en total|au total|all told)\b/i;
export const recovered =
  /\b(?:froze|frozen|gave (?:it |me )?back|returned|recovered|got back|refunded|zurück(?:gebucht|erhalten)|devolvi\w+|remboursé)\b/i;

/** Directly before an amount: it did go, whatever else the sentence says before. */
export const justPaid =
  /(?<!\b(?:have|be|been|not|never|to|if I|if we) )\b(?:paid|transferred|sent|wired|withdrew|handed over|moved)(?: (?:him|her|them|the|another|about|over|a|further))*\s*$/i;

/** Before an account: it is the writer's own, from which the money went. */
export const ownAccount =
  /\b(?:my|our|his|her|meine[mnrs]?|unsere[mnrs]?|mi|nuestra|mon|notre) (?:\p{L}+ ){0,2}(?:account|konto|cuenta|compte)\b[^.;]{0,16}$/iu;

/** Whose number or address it is: the writer's own. */
export const own =
  /(?:^\s*(?:his|her) (?:tele)?phone(?: number)?: ?|\b(?:my|our)(?: \w+)? (?:(?:cell|mobile|home|work|own|office)\s)?(?:phone|telephone|number|cell|mobile|landline|e-?mail|address|line|son's|husband's|wife's)\b[^.;]{0,24}|\b(?:reach|contact|call|ring|phone|e-?mail|write to) (?:me|us)\b[^.;]{0,24}|from my (?:cell|mobile|phone|landline)\b[^.;]{0,12}|\bI am (?:on|at)\b.{0,12}|meine (?:nummer|e-?mail|telefonnummer)[^.;]{0,20}|erreich\w+ (?:bin|sie|mich)[^.;]{0,30}|mi (?:número|teléfono|correo)[^.;]{0,20}|mon (?:numéro|téléphone|courriel)[^.;]{0,20})$/iu;

/** Before a number or address in a quoted mail: its reader is to use it, or it is the sender's. */
export const toBeCalled =
  /(?<!\p{L})(?:call(?:ing)?|ring|dial|phone|text|contact|reach|write to|e-?mail|helpline|hotline|toll[- ]free|support|help ?desk|(?:from|reply-to|von|de)\s*:|anruf\w*|ruf(?:en|t|e)|kontakt\w*|hotline|llame|llamar|llama|contacte|appelez|contactez)(?!\p{L})[^.;]{0,48}$/iu;

/** Things in a complaint that belong to neither side: the bank, the police, the agency. */
export const bystander =
  /\b(?:police|bank's|my bank|the bank|officer|constable|agency|ic3|ftc|action fraud|report fraud|polizei|policía|policia)\b[^.;]{0,40}$/i;

const methods: readonly [LossMethod, RegExp][] = [
  [
    'gift-card',
    /\b(?:gift ?cards?|cards\b.{0,80}\bread (?:him|her|them|out|the)|vouchers?|gutschein\w*|tarjetas? regalo|cartes?-cadeaux?)\b/i,
  ],
  ['crypto-kiosk', /\b(?:crypto|bitcoin)[\s-]*(?:atm|machine|kiosk|automat)\b/i],
  ['crypto', /\b(?:bitcoin|btc|crypto\w*|usdt|tether|ethereum|eth|wallet)\b/i],
  ['zelle', /\bzelle\b/i],
  ['interac', /\binterac\b/i],
  ['payid', /\bpay-?id\b/i],
  ['bizum', /\bbizum\b/i],
  ['upi', /\b(?:upi|google pay|phonepe|paytm)\b/i],
  ['faster-payments', /\b(?:faster payments?|sort code)\b/i],
  ['wire-transfer', /\bwir(?:e|ed|ing)\b/i],
  ['sepa', /\b(?:sepa|iban)\b/i],
  ['cash', /\b(?:cash|courier|bargeld|efectivo|espèces)\b/i],
  ['cheque', /\b(?:cheque|check|scheck|chèque)\b/i],
  ['card', /\b(?:(?:credit|debit|my|bank) card|kreditkarte|tarjeta|carte (?:bleue|bancaire|de crédit))\b/i],
  ['bank-transfer', /\b(?:transfer\w*|überw\w+|bsb|account|konto|cuenta|virement|vir(?:é|er))\b/i],
];

/** The way of payment a sentence names; `other`, with a note, where it names none. */
export function methodIn(sentence: string): { method: LossMethod; assumed: string[] } {
  const found = methods.find(([, pattern]) => pattern.test(sentence));
  return found
    ? { method: found[0], assumed: [] }
    : { method: 'other', assumed: ['How it was paid is not said here.'] };
}
