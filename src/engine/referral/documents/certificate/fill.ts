import type { ReferralModel } from '../../model.ts';
import type { BlankName, FormPart, TickGroup } from '../../profiles/certificate-form.ts';

/**
 * What may stand in the blanks of a form: only what the signatory stated, and what the package proves about its
 * own files. Everything else stays a line to be filled by hand. An expert's part gets device and hash facts only:
 * who the expert is, and that they affirm anything, is theirs to write.
 */
export function blanksOf(model: ReferralModel, part: FormPart): Partial<Record<BlankName, string>> {
  const { signatory } = model;
  const device = {
    device_other: signatory.deviceOther,
    make_model: signatory.deviceMake,
    color: signatory.deviceColour,
    serial: signatory.deviceSerial,
    identifier: signatory.deviceIdentifier,
    device_note: signatory.deviceNote,
  };
  const hashes = { hash: hashStatement(model), exhibits: exhibitStatement(model) };
  if (part.signer === 'expert') return { ...device, ...hashes };
  return {
    ...device,
    ...hashes,
    name: signatory.name,
    relation: signatory.relation,
    address: signatory.address,
    place: signatory.place,
    ...(part.signer === 'custodian' ? { title: signatory.role } : {}),
  };
}

/** Boxes that are ticked: the device and control the signatory stated, the algorithms every enclosed hash has. */
export function ticksOf(model: ReferralModel, part: FormPart, group: TickGroup): Set<string> {
  if (group === 'device') return new Set(model.signatory.deviceKind ? [model.signatory.deviceKind] : []);
  if (group === 'control') return new Set(part.signer === 'expert' ? [] : model.signatory.control);
  return new Set(algorithmsOf(model));
}

export type Algorithm = 'sha1' | 'sha256' | 'md5';

/** Algorithms of which every exhibit has a value of the right length; none where there is no exhibit. */
export function algorithmsOf(model: ReferralModel): Algorithm[] {
  const lengths = { sha1: 40, sha256: 64, md5: 32 } as const;
  if (model.exhibits.length === 0) return [];
  return (['sha1', 'sha256', 'md5'] as const).filter((algorithm) =>
    model.exhibits.every((exhibit) =>
      new RegExp(`^[0-9a-f]{${lengths[algorithm]}}$`).test(exhibit[algorithm]),
    ),
  );
}

function hashStatement(model: ReferralModel): string {
  const [only] = model.exhibits;
  if (!only) return '';
  if (model.exhibits.length === 1) return `${only.sha256} (${only.ref})`;
  return `as stated for each record in the enclosed Hash Report (${exhibitStatement(model)})`;
}

/** `Annexure A-1 to Annexure A-40, 40 records`. */
export function exhibitStatement(model: ReferralModel): string {
  const first = model.exhibits[0];
  const last = model.exhibits.at(-1);
  if (!first || !last) return '';
  return first === last
    ? `${first.ref}, 1 record`
    : `${first.ref} to ${last.ref}, ${model.exhibits.length} records`;
}
