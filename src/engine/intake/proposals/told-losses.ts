import { formatMoney, sumByCurrency } from '../../../shared/domain/money.ts';
import { amountsIn, type FoundAmount } from './amounts-in-text.ts';
import type { ComplaintDraft } from './complaint-draft.ts';
import { type Demand, Demands } from './demands.ts';
import type { Because, Entity, Loss } from './proposal-draft.ts';
import type { Sentence } from './sentences.ts';
import type { ToldTime } from './told-time.ts';
import { wasPaid } from './was-paid.ts';
import { methodIn, paid, totals } from './wording.ts';

const isTotal = 'It is stated as a total.';

export const paymentTitle = ({ amount }: Loss): string => `Payment of ${formatMoney(amount, 'en')}`;

/** The money a victim tells of: what was paid, and what was asked for in one sentence and sent in another. */
export class ToldLosses {
  readonly #draft: ComplaintDraft;
  readonly #victim: Entity;
  readonly #account: { text: string; countries: readonly string[]; time: ToldTime };
  readonly #demands = new Demands();
  /** Those that are not told outright; they add no weight. */
  readonly #inferred = new Set<Loss>();

  /** `countries`: the likeliest homes of a sign that several currencies have. */
  constructor(
    draft: ComplaintDraft,
    victim: Entity,
    account: { text: string; countries: readonly string[]; time: ToldTime },
  ) {
    this.#draft = draft;
    this.#victim = victim;
    this.#account = account;
  }

  /** @param to where the money went, as the sentence says. */
  read(sentence: Sentence, to: Entity | null, because: Because): Loss[] {
    const amounts = amountsIn(sentence.text, this.#account.countries);
    const losses = amounts
      .filter((amount) => wasPaid(sentence.text, amount, amounts.length))
      .map((amount) => this.#add(sentence.text, amount, to, because));
    if (losses.length > 0) {
      this.#demands.forget();
      if (!paid.test(sentence.text))
        for (const loss of losses)
          this.#infer(loss, 'It is told of the account; that it was paid is inferred.');
      return losses;
    }
    const met = this.#demands.read(sentence, amounts);
    return met ? [this.#addMetDemand(met, sentence, to)] : [];
  }

  /** Once all is read: what was told twice is one loss. */
  settle(): void {
    this.#dropToldOutright();
    this.#dropStatedTotals();
  }

  /** How much more the losses make a text tell: each inferred one has its event, and neither adds to it. */
  weight(): number {
    const outright = this.#draft.losses.filter((loss) => !this.#inferred.has(loss));
    const inferred = this.#draft.losses.length - outright.length;
    return sumByCurrency(outright.map(({ amount }) => amount)).length - 2 * inferred;
  }

  /** What was asked for in one sentence and said to be sent in another. */
  #addMetDemand(met: Demand, sentence: Sentence, to: Entity | null): Loss {
    const text = this.#account.text.slice(met.sentence.start, sentence.end);
    const loss = this.#add(text, met.amount, to, this.#draft.because({ line: met.sentence.line, text }));
    this.#infer(
      loss,
      `The amount is that asked for; that it was paid is inferred from line ${sentence.line}.`,
    );
    return loss;
  }

  #infer(loss: Loss, why: string): void {
    loss.assumed = [why, ...loss.assumed].slice(0, 10);
    this.#inferred.add(loss);
  }

  #add(text: string, { amount, assumed }: FoundAmount, to: Entity | null, because: Because): Loss {
    const { method, assumed: methodAssumed } = methodIn(text);
    const dated = this.#account.time.now();
    const total = totals.test(text) ? [isTotal] : [];
    return this.#draft.addLoss({
      victim: this.#victim.key,
      amount,
      method,
      to: to?.key ?? null,
      when: dated?.when ?? null,
      because,
      assumed: [...assumed, ...methodAssumed, ...(dated?.assumed ?? []), ...total],
    });
  }

  /** What is inferred is dropped where the same amount is told outright. */
  #dropToldOutright(): void {
    const isSame = ({ amount }: Loss, { amount: other }: Loss) =>
      amount.minor === other.minor && amount.currency === other.currency;
    for (const loss of this.#inferred)
      if (this.#draft.losses.some((other) => !this.#inferred.has(other) && isSame(other, loss)))
        this.#drop(loss);
  }

  /** A stated total is no payment of its own where the payments are told too. */
  #dropStatedTotals(): void {
    const stated = this.#draft.losses.filter(({ assumed }) => assumed.includes(isTotal));
    if (this.#draft.losses.length > stated.length) for (const total of stated) this.#drop(total);
  }

  #drop(loss: Loss): void {
    const { losses, events } = this.#draft;
    const at = losses.indexOf(loss);
    if (at < 0) return;
    losses.splice(at, 1);
    const title = paymentTitle(loss);
    const event = events.findIndex((one) => one.title === title && one.because.line === loss.because.line);
    if (event >= 0) events.splice(event, 1);
  }
}
