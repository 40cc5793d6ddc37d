import type { Output } from '../shared/contract/index.ts';
import { ProfferError } from '../shared/domain/errors.ts';
import { lossMethods, valuesOf } from '../shared/domain/kinds.ts';
import { dayOrders } from '../shared/domain/written-date.ts';

type Column = Pick<Output<'import.inspectTable'>['columns'][number], 'index' | 'header'>;
type Missing = Output<'import.previewTable'>['undeclared'][number];

const values: Readonly<Record<Missing['declare'], string>> = {
  dayOrder: `ORDER, one of ${dayOrders.join(', ')}`,
  zone: 'ZONE, such as Asia/Kolkata or UTC',
  currency: 'CURRENCY, such as USD',
  decimalSeparator: `SIGN, "." or ","`,
  lossMethod: `METHOD, one of ${valuesOf(lossMethods).join(', ')}`,
};

/** What has to be declared of a table, each with the option of `import table` that does. */
export const declaringText = (missing: Missing, columns: readonly Column[]): string =>
  `${missing.message} Option: --declare ${subject(missing, columns)}${missing.declare}=${values[missing.declare]}.`;

/** The column by its header where that is one column's alone and needs no quoting, else by its number. */
function subject({ column, declare }: Missing, columns: readonly Column[]): string {
  if (column === null || declare === 'lossMethod') return '';
  const header = columns.find(({ index }) => index === column)?.header ?? '';
  const alone = columns.filter((one) => one.header === header).length === 1;
  return `${alone && /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(header) ? header : column + 1}.`;
}

/** A refusal to import for what is not declared yet, as all that has to be declared; any other failure as it is. */
export function withDeclaring(error: unknown, columns: readonly Column[]): unknown {
  if (!(error instanceof ProfferError) || !Array.isArray(error.details.undeclared)) return error;
  const missing = error.details.undeclared as Missing[];
  const told = missing.map((one) => declaringText(one, columns));
  return new ProfferError(error.code, `Not imported. ${told.join('\n')}`, error.details);
}
