/** What hostile mail may cost. Whatever lies beyond a limit stays in the original bytes and is named by a finding. */
export const limits = {
  /** Of one message held in memory; larger ones are read as far as their header. */
  messageBytes: 160 << 20,
  /** Of one message within a mailbox. */
  mailboxMessageBytes: 96 << 20,
  /** Of one header section. */
  headerBytes: 1 << 20,
  headerFields: 5_000,
  /** Multiparts within multiparts. */
  partDepth: 40,
  parts: 5_000,
  /** Attachments taken out of one message. */
  attachments: 1_000,
  /** Messages within messages, each a piece of evidence of its own. */
  evidenceDepth: 10,
  addressesPerField: 5_000,
  hops: 500,
  /** Message-IDs of one `References` field. */
  references: 500,
  /** Characters of body text kept for reading. */
  textCharacters: 4_000_000,
  htmlDepth: 200,
  htmlBlocks: 50_000,
  links: 10_000,
  /** Of RTF bodies once unpacked. */
  rtfBytes: 64 << 20,
} as const;
