/** How grave a finding is, the gravest first. An error says that something was not taken, or does not hold. */
export const findingSeverities = ['error', 'warning', 'info'] as const;
export type FindingSeverity = (typeof findingSeverities)[number];
