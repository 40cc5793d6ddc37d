/** Why the authorities of one country, or one agency among them, have jurisdiction. */
export interface Nexus {
  /** ISO 3166-1 alpha-2 code for every agency of a country, `US`; or the id of one agency, `US-IC3`; empty: not said yet. */
  recipient: string;
  text: string;
}

/** What a case states for one agency: the words for itself before those for its country. Empty where it states nothing. */
export function nexusFor(stated: readonly Nexus[], agency: { id: string; country: string }): string {
  const words = (recipient: string) => stated.find((one) => one.recipient === recipient)?.text.trim() ?? '';
  return words(agency.id) || words(agency.country);
}
