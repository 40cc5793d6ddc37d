/** What keeps a path out of the evidence: a closed list. */
export const refusalReasons = [
  'link',
  'outside-folder',
  'folder',
  'device',
  'fifo',
  'socket',
  'unreadable',
  'vanished',
  'changed-while-read',
  'inside-vault',
] as const;

export type RefusalReason = (typeof refusalReasons)[number];
