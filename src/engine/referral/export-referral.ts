import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { CheckedInput, JobResult } from '../../shared/contract/index.ts';
import { ProfferError } from '../../shared/domain/errors.ts';
import { newId } from '../../shared/domain/ids.ts';
import { revealHidden } from '../../shared/domain/text-safety.ts';
import { type CustodyEntry, insertCustody, nextCustody } from '../evidence/custody.ts';
import type { ChainedCustody } from '../evidence/custody-chain.ts';
import { writeOuterHead } from '../log/outer-head.ts';
import type { Transaction } from '../log/writer.ts';
import { isSignerIdentity } from '../openssh/key.ts';
import { programName } from '../program.ts';
import type { JobContext } from '../rpc/handler.ts';
import { faultPoint } from '../store/fault-point.ts';
import { requireOutside } from '../vault/outside.ts';
import type { VaultSession } from '../vault/session.ts';
import { profileIdentifier, profileTagFile } from './bag/proffer-profile.ts';
import { writeBag } from './bag/write-bag.ts';
import { renderInWorker } from './documents/render-documents.ts';
import { exhibitPath } from './model.ts';
import { packageEntries } from './package-entries.ts';
import { packageName } from './package-name.ts';
import { type Prepared, prepareReferral } from './prepare.ts';
import { readReferral } from './referral-rows.ts';
import { howToVerify } from './seal/how-to-verify.ts';
import { sealNamespace, sealPackage } from './seal/seal-package.ts';

type Input = CheckedInput<'referral.export'>;

/**
 * The whole way out: check readiness, select, redact, render, bag, sign, record. Every exhibit is re-verified while it is
 * written: bytes whose SHA-256 is not that of their intake end the export, and nothing is left behind. The package gets
 * its name when it is whole; it is recorded, with its hash and the custody of each exhibit, in one transaction.
 * @throws ProfferError `integrity-failed`, `invalid-input` (not ready), `denied-by-marking`, `conflict` (the file exists).
 */
export async function exportReferral(
  input: Input,
  context: JobContext,
  resources: string,
): Promise<JobResult<'referral.export'>> {
  const session = context.session();
  context.progress({ stage: 'Selecting what goes out', done: 0, total: null, unit: 'steps', current: null });
  const prepared = await prepareReferral(session, input, resources, context.signal);
  requireReady(prepared);
  const { profile, agency, model, selection, same } = prepared;
  context.progress({ stage: 'Rendering documents', done: 0, total: null, unit: 'steps', current: null });
  const { documents, records } = await renderInWorker(
    { model, profile, resourcesFolder: resources, withRecords: true },
    context.signal,
  );
  const name = packageName(model.case.reference, agency.id, model.version);
  const folder = resolve(input.folder);
  await requireOutside(session.folder, folder);
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${name}.zip`);

  // An unchanged state is sealed with the time of its first sealing, so that two copies of it are equal to the byte.
  const now = new Date().toISOString();
  const sealedAt = same?.sealedAt ?? now;
  const exported = exportCustody(session, prepared, name, now);
  const identity = signerIdentity(model.referrer);
  let id = same?.id ?? '';
  await writeBag({
    outputPath: path,
    bagName: name,
    entries: [
      ...packageEntries(session, model, selection, [...documents, ...records]),
      howToVerifyEntry(prepared, name, identity),
    ],
    tagFiles: [profileTagFile()],
    bagInfo: bagInfo(prepared, name),
    modified: new Date(model.stateTime),
    seal: sealPackage({
      privateKey: session.keys.signing,
      bagName: name,
      signer: { person: model.referrer.person, organisation: model.referrer.organisation, identity },
      sealedAt: new Date(sealedAt),
      tool: programName,
      custody: sealedCustody(prepared, exported),
    }),
    // What is not on record must not be in anybody's hands: the record comes first, whatever pulls the plug in between.
    beforeNaming: (bag) => {
      if (same) recordCopy(session, input, prepared, now, exported);
      else id = recordExport(session, input, prepared, { name, sealedAt, ...bag }, exported);
      faultPoint('package-recorded');
    },
    signal: context.signal,
    onProgress: ({ doneBytes, totalBytes, path: current }) =>
      context.progress({
        stage: 'Writing and hashing the package',
        done: doneBytes,
        total: totalBytes,
        unit: 'bytes',
        current,
      }),
  });
  await writeOuterHead(session.folder, session.log.head());
  return { referral: readReferral(session.database, id), path };
}

function requireReady({ readiness }: Prepared): void {
  if (readiness.ready) return;
  const missing = readiness.items.filter((item) => item.level === 'block' && !item.satisfied);
  throw new ProfferError(
    'invalid-input',
    `The referral is not ready: ${missing.map((item) => item.message).join(' ')}`,
    {
      missing: missing.map(({ field, message, mend }) => ({ field, message, mend })),
    },
  );
}

function exportCustody(
  session: VaultSession,
  { model, agency, same }: Prepared,
  name: string,
  at: string,
): CustodyEntry[] {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return model.exhibits.map((exhibit) =>
    nextCustody(session.database, exhibit.evidenceId, {
      action: 'exported',
      purpose: same
        ? 'Re-verified and disclosed in another copy of the same sealed referral package'
        : 'Re-verified and disclosed in a sealed referral package',
      at,
      zone,
      author: session.author(),
      details: { package: name, agency: agency.id, path: exhibitPath(exhibit.payloadName) },
    }),
  );
}

/** Checks and exports since the state last changed, and this export: they go on from the chain in the payload. */
function sealedCustody({ selection, same, model }: Prepared, exported: CustodyEntry[]): ChainedCustody[] {
  const trailing = selection.trailingCustody.map(({ id: _id, ...entry }) => entry);
  if (!same) {
    const own = new Map(exported.map(({ id: _id, ...entry }) => [entry.evidenceId, entry]));
    return [...trailing, ...own.values()];
  }
  // The same package again carries the custody it carried then: up to and with the first export under its name.
  const stated = new Map<string, number>();
  for (const entry of selection.trailingCustody) {
    if (
      entry.action === 'exported' &&
      entry.details.package === packageName(model.case.reference, model.agencyId, same.version)
    ) {
      stated.set(entry.evidenceId, Math.min(stated.get(entry.evidenceId) ?? entry.seq, entry.seq));
    }
  }
  return trailing.filter((entry) => entry.seq <= (stated.get(entry.evidenceId) ?? 0));
}

function howToVerifyEntry({ model }: Prepared, bagName: string, identity: string) {
  const text = howToVerify('en', {
    bagName,
    identity,
    fingerprint: model.referrer.fingerprint,
    namespace: sealNamespace,
  });
  const bytes = Buffer.from(text, 'utf8');
  return {
    path: 'data/how-to-verify.txt',
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    async *open() {
      yield bytes;
    },
  };
}

function bagInfo({ model, agency }: Prepared, name: string): [string, string][] {
  const { referrer } = model;
  const fields: [string, string][] = [
    ['Source-Organization', referrer.organisation],
    ['Organization-Address', referrer.address],
    ['Contact-Name', referrer.person],
    ['Contact-Phone', referrer.phone],
    ['Contact-Email', referrer.email],
    [
      'External-Description',
      `${model.case.title}: ${model.kind} referral to ${agency.name}, version ${model.version}`,
    ],
    ['External-Identifier', name],
    // The day of the state, not of the sealing: the same state gives the same bytes.
    ['Bagging-Date', model.stateTime.slice(0, 10)],
    ['Internal-Sender-Identifier', model.case.reference],
    ['Internal-Sender-Description', `State ${model.stateHash}`],
    ['BagIt-Profile-Identifier', profileIdentifier],
  ];
  return fields
    .map(([label, value]): [string, string] => [label, revealHidden(value.replace(/\s+/gu, ' ')).trim()])
    .filter(([, value]) => value !== '');
}

const signerIdentity = ({ email, organisation }: { email: string; organisation: string }): string => {
  if (isSignerIdentity(email)) return email;
  const plain = organisation
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase();
  return isSignerIdentity(plain) ? plain : 'referrer';
};

/** @throws ProfferError `conflict` when another export for this agency was recorded while this one was written. */
function requireNextVersion(session: VaultSession, { caseId, agencyId }: Input, version: number): void {
  const last = session.database
    .prepare('SELECT coalesce(max(version), 0) FROM referral WHERE case_id = ? AND agency_id = ?')
    .pluck()
    .get(caseId, agencyId);
  if (last === version - 1) return;
  throw new ProfferError('conflict', 'Another export for this agency was made meanwhile. Export again.', {
    version,
  });
}

function recordExport(
  session: VaultSession,
  input: Input,
  { model, agency, disclosures }: Prepared,
  made: {
    name: string;
    path: string;
    sealedAt: string;
    sha256: string;
    size: number;
    tagManifestSha256: string;
  },
  exported: CustodyEntry[],
): string {
  const id = newId();
  const summary = `Referral sealed for ${agency.name}, version ${model.version}`;
  const { folder: _folder, ...request } = input;
  session.write({ reason: 'export', summary, caseId: input.caseId }, (transaction) => {
    requireNextVersion(session, input, model.version);
    transaction.insert('referral', {
      id,
      case_id: input.caseId,
      agency_id: agency.id,
      agency_name: agency.name,
      kind: model.kind,
      version: model.version,
      package_name: `${made.name}.zip`,
      package_path: made.path,
      package_sha256: made.sha256,
      package_bytes: made.size,
      tag_manifest_sha256: made.tagManifestSha256,
      state_hash: model.stateHash,
      sealed_at: made.sealedAt,
      exhibits: model.exhibits.length,
      fingerprint: session.fingerprint,
      disclosures: JSON.stringify(disclosures),
      request: JSON.stringify(request),
      hidden_at: null,
    });
    insertExported(session, transaction, exported, made.sealedAt);
  });
  return id;
}

/** A copy of what was sealed before leaves the desk like the first one did, and is on record like it. */
function recordCopy(
  session: VaultSession,
  input: Input,
  { model, agency }: Prepared,
  at: string,
  exported: CustodyEntry[],
): void {
  const summary = `Another copy of the referral sealed for ${agency.name}, version ${model.version}`;
  session.write({ reason: 'export', summary, caseId: input.caseId }, (transaction) =>
    insertExported(session, transaction, exported, at),
  );
}

function insertExported(
  session: VaultSession,
  transaction: Transaction,
  exported: CustodyEntry[],
  at: string,
): void {
  for (const entry of exported) {
    insertCustody(session.database, transaction, entry);
    transaction.update('evidence', entry.evidenceId, { checked: 'ok', checked_at: at });
  }
}
