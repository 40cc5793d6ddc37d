import type { FindingSeverity } from '../../../../shared/domain/findings.ts';
import type { Identifier } from '../../../../shared/domain/identifiers/index.ts';
import type {
  Confidence,
  EntityKind,
  EntityRole,
  EventKind,
  EventPart,
  LinkKind,
  LossMethod,
  PaymentStage,
} from '../../../../shared/domain/kinds.ts';
import type { Money } from '../../../../shared/domain/money.ts';
import type { UncertainDate } from '../../../../shared/domain/uncertain-date.ts';

/** What has to be declared before a cell can be read. */
export type Declaration = 'dayOrder' | 'zone' | 'currency' | 'decimalSeparator' | 'lossMethod';

/** Something about a row that a person should know. An `error` means that a part of the row was not taken. */
export interface RowProblem {
  severity: FindingSeverity;
  code: string;
  message: string;
  column?: number;
  declare?: Declaration;
}

export interface EntityDraft {
  kind: EntityKind;
  identified: Identifier;
  roles: readonly EntityRole[];
  country: string | null;
  fields: Record<string, string>;
  note: string;
  seenFrom: UncertainDate | null;
  seenTo: UncertainDate | null;
  /** Stands in no cell of its own: the host of a web address in the row. */
  isHost?: true;
}

export interface LossDraft {
  amount: Money;
  method: LossMethod;
  when: UncertainDate | null;
  recovered: Money | null;
  reference: string;
  note: string;
}

/** What a row would become; entities are named by their place in the list. Plain data, made in a reader thread. */
export interface RowDraft {
  row: number;
  entities: EntityDraft[];
  links: { kind: LinkKind; from: number; to: number; confidence?: Confidence }[];
  /** Of the person in `victim`. */
  loss: (LossDraft & { victim: number; to: number | null }) | null;
  payment: (LossDraft & { stage: PaymentStage; from: number | null; to: number | null }) | null;
  event: {
    kind: EventKind;
    title: string;
    description: string;
    when: UncertainDate;
    participants: { entity: number; part: EventPart }[];
  } | null;
  problems: RowProblem[];
  /** The row as it stood, where there is a problem with it. */
  raw: string | null;
}
