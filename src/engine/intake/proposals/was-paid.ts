import type { FoundAmount } from './amounts-in-text.ts';
import { debited, justPaid, notPaid, paid, recovered, unpaidAfter } from './wording.ts';

/** Whether a sentence says that an amount it names went: not asked for, promised, refused or given back. */
export function wasPaid(text: string, { start, end }: FoundAmount, amounts: number): boolean {
  const says = (part: string) => paid.test(part) || debited.test(part);
  if (recovered.test(text) || !says(text) || unpaidAfter.test(text.slice(end))) return false;
  const before = text.slice(Math.max(0, start - 80), start);
  const clause = before.split(/[;:]|, (?:and|but|then) | and (?:I|we) | but /i).at(-1) ?? before;
  const went =
    justPaid.test(before) ||
    /\b(?:I|we) (?:\w+ )?(?:paid|sent|transferred|wired|bought|gave|lost)\b/i.test(clause);
  if (notPaid.test(clause) && !went) return false;
  return says(clause) || amounts === 1;
}
