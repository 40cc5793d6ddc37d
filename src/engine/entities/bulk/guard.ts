import { maskSecrets, type SecretKind } from '../../../shared/domain/identifiers/secrets/index.ts';

export interface Masking {
  /** Name of the field as a person knows it. */
  field: string;
  kind: SecretKind;
  count: number;
}

/**
 * Stands between what was read and what is kept: card numbers, national numbers, passwords and one-time codes go no
 * further, neither into rows nor into the log. Evidence keeps its bytes. What was masked is told, never what it was.
 */
export class Guard {
  readonly maskings: Masking[] = [];

  text(field: string, text: string): string {
    const { text: kept, masked } = maskSecrets(text);
    for (const { kind, count } of masked) this.maskings.push({ field, kind, count });
    return kept;
  }
}
