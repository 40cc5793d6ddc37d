import type { z } from 'zod';
import type { referralRow } from '../../shared/contract/referral.ts';
import { ProfferError } from '../../shared/domain/errors.ts';
import type { Row, SqliteDatabase } from '../database/sqlite.ts';

export type ReferralRow = z.output<typeof referralRow>;

export const toReferralRow = (row: Row): ReferralRow => ({
  id: row.id as string,
  caseId: row.case_id as string,
  agencyId: row.agency_id as string,
  agencyName: row.agency_name as string,
  kind: row.kind as ReferralRow['kind'],
  version: row.version as number,
  packageName: row.package_name as string,
  packagePath: row.package_path as string,
  packageSha256: row.package_sha256 as string,
  packageBytes: row.package_bytes as number,
  tagManifestSha256: row.tag_manifest_sha256 as string,
  stateHash: row.state_hash as string,
  sealedAt: row.sealed_at as string,
  exhibits: row.exhibits as number,
  fingerprint: row.fingerprint as string,
});

/** @throws ProfferError `not-found`. */
export function readReferral(database: SqliteDatabase, id: string): ReferralRow {
  const row = database.prepare('SELECT * FROM referral WHERE id = ?').get(id) as Row | undefined;
  if (!row) throw new ProfferError('not-found', 'This referral is not in the vault.', { id });
  return toReferralRow(row);
}
