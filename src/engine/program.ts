/** Name and version as they stand in custody entries, ledgers and packages. */
export const programVersion = '0.1.0';
export const programName = `Proffer ${programVersion}`;
