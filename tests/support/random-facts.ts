/** Values that random edits draw from. */
export const entityKindsUsed = ['person', 'organisation'] as const;
export const countries = ['DE', 'IN', null, 'US'] as const;
export const marks = ['clear', 'green', 'amber', 'red'] as const;
