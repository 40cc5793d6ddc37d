import { ProfferError } from '../../../../shared/domain/errors.ts';

export const damagedPage = (why: string) =>
  new ProfferError(
    'corrupt',
    `The tables of this page cannot be read: ${why}. Its bytes are kept untouched. Save the table as .xlsx or .csv from a spreadsheet program that opens it, and take that in beside it.`,
  );
