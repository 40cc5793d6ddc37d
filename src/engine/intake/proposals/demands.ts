import type { FoundAmount } from './amounts-in-text.ts';
import type { Sentence } from './sentences.ts';
import { recovered } from './wording.ts';

/** One amount that was asked for, and the sentence that says so. */
export interface Demand {
  sentence: Sentence;
  amount: FoundAmount;
}

/** So many sentences after a demand, "I sent it" still means it. */
const reach = 4;

const demanded =
  /(?<!\p{L})(?:ask(?:ed|s|ing)?|demand(?:ed|s|ing)?|told (?:me|us) to|want(?:ed|s)?|insist(?:ed|s)?|instruct(?:ed)?|request(?:ed)?|must|had to|needed to|should|invoice|bill|fees?|fine|verlangt\p{L}*|(?:ge)?forder\p{L}*|aufgefordert|sollten?|wollten?|musste|rechnung|gebühr|pid(?:ió|ieron)|exig(?:ió|ieron)|quer(?:ía|ían)|debía|tenía que|solicit(?:ó|aron)|factura|demandée?s?|demandait|exigée?s?|voulai(?:t|ent)|devais|fallait|réclamée?s?|facture|मा[ंँ]गे|मा[ंँ]गा)(?!\p{L})/iu;
const refused = /(?<!\p{L})(?:refused|declined|blocked|stopped|abgelehnt|verweigert|negué|refusé)(?!\p{L})/iu;

const who =
  '(?:I|we|my (?:husband|wife|mother|father|mum|mom|dad|son|daughter|aunt|uncle|parents|grand(?:mother|father)))';
const what =
  '(?:it|them|that|this|everything|all of it|the (?:money|amount|payment|sum|funds|transfer|codes|cards))';
/** Somebody says that what was asked for went, without naming it again. */
const confirmations = [
  `${who} (?:\\p{L}+ ){0,2}(?:sent|paid|transferred|wired|made|handed over|bought|gave) (?:(?:him|her|them) )?${what}`,
  `(?:${who} (?:then |therefore |finally )?(?:did so|did it|complied)|(?:so|which) I did)`,
  '(?:habe|hab|haben) (?:ich|wir) (?:\\p{L}+ ){0,4}(?:überwiesen|bezahlt|gezahlt|geschickt|gesendet|getan|gemacht)',
  '(?:ich|wir) (?:habe|haben) (?:\\p{L}+ ){0,4}(?:überwiesen|bezahlt|gezahlt|geschickt|gesendet|getan|gemacht)',
  '(?:überwies|zahlte|bezahlte|schickte|tat|machte) ich|ich (?:überwies|zahlte|bezahlte|schickte) (?:es|das|den|die)',
  '(?:se )?l[oa]s? (?:envié|pagué|transferí|mandé|hice|ingresé|enviamos|pagamos|he (?:enviado|pagado|transferido))',
  '(?:envié|pagué|transferí|mandé|ingresé) (?:el (?:dinero|importe|pago)|la (?:cantidad|suma|transferencia)|todo)',
  "je (?:lui |leur )?(?:l['’]ai|les ai) (?:envoyé|viré|payé|versé|fait|transféré)e?s?",
  "(?:j['’]ai|je (?:lui|leur) ai) (?:envoyé|viré|payé|versé|transféré) (?:l['’]argent|la somme|le montant|tout)",
  'मैंने (?:[^\\s.।]+ ){0,3}(?:भेज (?:दिए|दिया|दी)|भेजे|ट्रांसफर (?:कर|किए|किया)|दे दिए)',
];
const confirmed = new RegExp(`(?<![\\p{L}\\p{M}])(?:${confirmations.join('|')})(?![\\p{L}\\p{M}])`, 'iu');
/** In the same clause: it did not go, nearly went, would have gone. */
const doubted =
  /(?<![\p{L}\p{M}])(?:not|never|almost|nearly|refus\p{L}*|declin\p{L}*|would|should|could|if|until|tried|attempt\p{L}*|nicht|nie|niemals|fast|beinahe|wenn|falls|hätte|wollte|sollte|no|nunca|casi|si|habría|quería|ne|pas|jamais|presque|aurais|voulais|नहीं)(?![\p{L}\p{M}])|n['’](?:t|ai)(?!\p{L})/iu;
/** Right behind: it went somewhere else. */
const elsewhere = /^\s*(?:back|zurück|de vuelta|to (?:the |my )?(?:police|bank|you))(?!\p{L})/iu;
const clauses = /[,;:]| (?:and|but|und|aber|y|pero|et|mais|so) /i;
/** What of a sentence still belongs to a clause behind its verb. */
const behind = 40;

/** Whether a sentence says that what was asked for before it was paid. */
export function confirmsPayment(text: string): boolean {
  const found = confirmed.exec(text);
  if (!found) return false;
  const rest = text.slice(found.index + found[0].length);
  const clause = text.slice(0, found.index).split(clauses).at(-1) ?? '';
  const after = rest.slice(0, behind).split(clauses)[0] ?? '';
  return !elsewhere.test(rest) && !doubted.test(`${clause}${found[0]}${after}`);
}

/** What was asked for last and not yet said to be paid. A sentence that asks for several amounts leaves open which. */
export class Demands {
  #open: Demand | null = null;
  #left = 0;

  /** Reads a sentence of which no amount is taken for paid. @returns the demand it says was met. */
  read(sentence: Sentence, amounts: readonly FoundAmount[]): Demand | null {
    const { text } = sentence;
    if (amounts.length > 0) {
      const [amount] = amounts;
      const asked =
        amounts.length === 1 && demanded.test(text) && !refused.test(text) && !recovered.test(text);
      this.#open = amount && asked ? { sentence, amount } : null;
      this.#left = reach;
      return this.#open && confirmsPayment(text.slice(this.#open.amount.end)) ? this.#met() : null;
    }
    this.#left -= 1;
    if (this.#left < 0) this.#open = null;
    return this.#open && confirmsPayment(text) ? this.#met() : null;
  }

  /** A payment that is told whole leaves nothing open. */
  forget(): void {
    this.#open = null;
  }

  #met(): Demand | null {
    const met = this.#open;
    this.#open = null;
    return met;
  }
}
