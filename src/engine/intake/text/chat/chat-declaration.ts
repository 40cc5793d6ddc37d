import type { DayOrder } from '../../../../shared/domain/written-date.ts';

/** What a person said of an export that it does not say itself. */
export interface ChatDeclaration {
  dayOrder?: DayOrder | undefined;
  /** IANA zone of the telephone. */
  zone?: string | undefined;
}
