import { asciiSlug } from '../../shared/domain/exhibit.ts';

/** Name of a package and of the one folder in it: reference, agency, version; ASCII. */
export const packageName = (reference: string, agencyId: string, version: number): string =>
  `${asciiSlug(reference, 40)}_${asciiSlug(agencyId, 30)}_v${version}`;
