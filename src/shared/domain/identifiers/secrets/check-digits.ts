/** Check digits of numbers given by states and card schemes. Every function takes bare digits and answers whether they fit. */

const digitsOf = (text: string): number[] => [...text].map(Number);

/** ISO/IEC 7812-1, annex B: payment cards, IMEI, Canadian SIN. */
export function luhn(digits: string): boolean {
  if (!/^\d{2,}$/.test(digits)) return false;
  let sum = 0;
  for (const [index, digit] of digitsOf(digits).reverse().entries()) {
    const value = index % 2 === 1 ? digit * 2 : digit;
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}

/** Rows of the dihedral group D5 and of the permutation that J. Verhoeff (1969) published. */
const product = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
].map(digitsOf);
const permutation = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
].map(digitsOf);

/** Aadhaar numbers of the UIDAI. */
export function verhoeff(digits: string): boolean {
  if (!/^\d{2,}$/.test(digits)) return false;
  const check = digitsOf(digits)
    .reverse()
    .reduce((sum, digit, index) => product[sum]?.[permutation[index % 8]?.[digit] ?? 0] ?? 0, 0);
  return check === 0;
}

/** ISO 7064, MOD 11,10: the German Steuer-ID. */
export function mod1110(digits: string): boolean {
  if (!/^\d{2,}$/.test(digits)) return false;
  const all = digitsOf(digits);
  let rest = 10;
  for (const digit of all.slice(0, -1)) {
    const sum = (digit + rest) % 10 || 10;
    rest = (sum * 2) % 11;
  }
  return (11 - rest) % 10 === all.at(-1);
}

/** A weighted sum divisible by a modulus. */
export function weighted(digits: string, weights: readonly number[], modulus: number): boolean {
  if (digits.length !== weights.length || !/^\d+$/.test(digits)) return false;
  return (
    digitsOf(digits).reduce((sum, digit, index) => sum + digit * (weights[index] ?? 0), 0) % modulus === 0
  );
}

/** ICAO Doc 9303-3, 4.9: weights 7, 3, 1; letters count from A = 10. The last character is the check digit. */
export function icao9303(text: string): boolean {
  if (!/^[0-9A-Z]+\d$/.test(text)) return false;
  const weights = [7, 3, 1];
  const sum = [...text.slice(0, -1)].reduce(
    (total, character, index) => total + Number.parseInt(character, 36) * (weights[index % 3] ?? 0),
    0,
  );
  return sum % 10 === Number(text.at(-1));
}
