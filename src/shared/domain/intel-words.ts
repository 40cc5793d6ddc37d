/** What became of an object of a STIX or MISP file. */
export const intelObjectStates = {
  read: 'In records',
  partly: 'Partly in records',
  kept: 'Kept, no record',
  revoked: 'Revoked by its source',
} as const;
