import { z } from 'zod';

/**
 * A certificate form as data. `{name}` marks a blank: it is filled with what the signatory stated, or stays a
 * line to be filled by hand. The text is a statute's or a court rule's and is never edited: `sha256` is the
 * digest of `formText`, checked whenever profiles are loaded and held by a test.
 */

const blankNames = [
  'name',
  'relation',
  'address',
  'device_other',
  'make_model',
  'color',
  'serial',
  'identifier',
  'device_note',
  'hash',
  'algorithm_other',
  'signature',
  'date',
  'time',
  'place',
  'title',
  'employer',
  'basis',
  'qualification',
  'exhibits',
  'tool',
] as const;
export type BlankName = (typeof blankNames)[number];

const tickGroups = ['device', 'control', 'algorithm'] as const;
export type TickGroup = (typeof tickGroups)[number];

const block = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('heading'), text: z.string().min(1) }),
  z.strictObject({ type: z.literal('centre'), text: z.string().min(1) }),
  z.strictObject({ type: z.literal('paragraph'), text: z.string().min(1) }),
  z.strictObject({ type: z.literal('signature'), text: z.string().min(1) }),
  z.strictObject({
    type: z.literal('ticks'),
    group: z.enum(tickGroups),
    /** `label` as printed; `value` is what the signatory or the exhibits say. */
    options: z.array(z.strictObject({ value: z.string().min(1), label: z.string().min(1) })).min(1),
    /** Printed in a row, or one below the other with the box first. */
    layout: z.enum(['row', 'column']),
  }),
]);
export type FormBlock = z.infer<typeof block>;

const part = z.strictObject({
  id: z.string().min(1),
  title: z.string().min(1),
  signer: z.enum(['person-in-charge', 'expert', 'custodian']),
  blocks: z.array(block).min(1),
});
export type FormPart = z.infer<typeof part>;

export const certificateForm = z.strictObject({
  id: z.enum(['bsa_63_4', 'fre_902_13_14']),
  title: z.string().min(1),
  law: z.string().min(1),
  /** `statute`: the whole text is prescribed. `own-words`: only the passages in `prescribed` are. */
  wording: z.enum(['statute', 'own-words']),
  /** Passages that must stand word for word in the text, with where they come from. */
  prescribed: z.array(z.strictObject({ text: z.string().min(1), source: z.string().min(1) })),
  sources: z.array(z.strictObject({ what: z.string().min(1), where: z.string().min(1) })).min(1),
  compared: z.string().min(1),
  parts: z.array(part).min(1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type CertificateForm = z.infer<typeof certificateForm>;

/** The words of a form, one block a line, blanks as `{name}`: what its SHA-256 is taken over (UTF-8, LF). */
export function formText(form: Pick<CertificateForm, 'parts'>): string {
  const lines = form.parts.flatMap((part) => [
    ...part.blocks.flatMap((entry) =>
      entry.type === 'ticks' ? entry.options.map((option) => option.label) : [entry.text],
    ),
  ]);
  return `${lines.join('\n')}\n`;
}
