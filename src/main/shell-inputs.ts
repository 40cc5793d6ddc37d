import { basename, isAbsolute } from 'node:path';
import { z } from 'zod';
import { ProfferError } from '../shared/domain/errors.ts';

const extension = z.string().regex(/^([A-Za-z0-9]{1,20}|\*)$/);
const filters = z
  .array(z.object({ name: z.string().max(200), extensions: z.array(extension).max(50) }))
  .max(50)
  .default([]);
const title = z.string().max(200).optional();
const absolutePath = z.string().max(4096).refine(isAbsolute, 'not an absolute path');
const bareName = z
  .string()
  .max(255)
  .refine((name) => basename(name) === name, 'not a bare name');

/** What each call of a view to the shell may carry. */
export const shellInputs = {
  openFiles: z.object({ title, filters, multiple: z.boolean().default(true) }),
  openFolder: z.object({ title }),
  saveFolder: z.object({ title }),
  saveFile: z.object({ title, filters, defaultName: bareName.optional() }),
  showInFolder: absolutePath,
  copyText: z.string().max(1_000_000),
  setColorScheme: z.enum(['light', 'dark', 'auto']),
  rememberVault: absolutePath,
} as const;

/** @throws ProfferError `invalid-input`, with the fields that do not fit */
export function parseShellInput<C extends keyof typeof shellInputs>(
  call: C,
  input: unknown,
): z.output<(typeof shellInputs)[C]> {
  const parsed = shellInputs[call].safeParse(input);
  if (!parsed.success) {
    throw new ProfferError('invalid-input', `The window asked for something impossible (${call}).`, {
      problems: z.prettifyError(parsed.error),
    });
  }
  return parsed.data as z.output<(typeof shellInputs)[C]>;
}
