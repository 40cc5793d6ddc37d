/** What records that may be one have in common. */
export const duplicateBases = {
  name: 'Name',
  email: 'E-mail',
  phone: 'Telephone',
  digits: 'Digits',
  ending: 'Last digits',
} as const;
export type DuplicateBasis = keyof typeof duplicateBases;

/** Why records that share it may be one, and why they may not: read before anything is decided. */
export const duplicateReasons: Readonly<Record<DuplicateBasis, { may: string; mayNot: string }>> = {
  name: {
    may: 'One person or organisation who is told of in several places, each time with something else.',
    mayNot: 'Many people share a name, and so do places in different towns.',
  },
  email: {
    may: 'One person whose name is written in different ways.',
    mayNot:
      'A couple or a family with one mailbox, a helper who writes for several, an address shared at work.',
  },
  phone: {
    may: 'One person whose name is written in different ways.',
    mayNot: 'A family or a household with one line, a care home, an office, a call centre.',
  },
  digits: {
    may: 'One number of one country, written without its country code.',
    mayNot: 'The same digits are another number in another country.',
  },
  ending: {
    may: 'One card that was told of twice.',
    mayNot: 'Only its last digits are kept: many cards end in them.',
  },
};

export const duplicateStates = {
  open: 'To decide',
  later: 'Later',
  decided: 'Decided',
} as const;
export type DuplicateState = keyof typeof duplicateStates;

export const duplicateVerdicts = {
  same: 'The same',
  different: 'Different ones',
  later: 'Later',
  open: 'Open again',
} as const;
export type DuplicateVerdict = keyof typeof duplicateVerdicts;
